/** What pictures with a row for each case or scenario have in common: names at the left, figures at the right. */
import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "../text.ts";
import { type Axis, tickLabels } from "./axis.ts";

export type FramedRow = {
  readonly title: string;
  readonly subtitle: string;
  /** In words, at the end of the row: the first in bold. */
  readonly figures: readonly [string, string];
};

type Layers = Extract<TopLevelSpec, { layer: unknown }>["layer"];

/** In pixels. */
export const frame = { left: 290, plot: 460, right: 190, top: 34, row: 40 };

/** The channel of a logarithmic axis above the rows, by the field that it shows. */
export function logChannel(axis: Axis, label: (tick: number) => string) {
  return (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { type: "log", domain: axis.domain, nice: false },
      axis: {
        orient: "top",
        ...tickLabels(axis.ticks, label),
        title: null,
        domain: false,
        ticks: false,
        labelPadding: 10,
      },
    }) as const;
}

/** Where the middle of a row is. */
export function middleOfRow(index: number): number {
  return (index + 0.5) * frame.row;
}

/** The chart whose rows are named and ruled, with `layers` drawn between the names and the figures. */
export function framedRows(rows: readonly FramedRow[], layers: Layers): TopLevelSpec {
  const placed = rows.map(({ title, subtitle, figures }, index) => ({
    title: fittedText(title, frame.left / 13 - 1),
    subtitle: fittedText(subtitle, frame.left / 12 - 1),
    figure: fittedText(figures[0], frame.right / 13 - 1),
    more: fittedText(figures[1], frame.right / 12 - 1),
    middle: middleOfRow(index),
    line: (index + 1) * frame.row,
  }));
  const data = { values: placed };
  const end = frame.plot + frame.right;
  const first = { type: "text", baseline: "alphabetic", dy: -2, fontSize: 13 } as const;
  const second = { type: "text", baseline: "alphabetic", dy: 13, color: "var(--muted)" } as const;
  const written = (field: string, at: number) =>
    ({
      x: { value: at },
      y: { field: "middle", type: "quantitative", scale: null, axis: null },
      text: { field, type: "nominal" },
    }) as const;
  return {
    width: frame.plot,
    height: rows.length * frame.row,
    autosize: "none",
    padding: { left: frame.left, right: frame.right, top: frame.top, bottom: 8 },
    layer: [
      {
        data,
        mark: { type: "rule", color: "var(--hairline)" },
        encoding: {
          x: { value: -frame.left },
          x2: { value: end },
          y: { field: "line", type: "quantitative", scale: null, axis: null },
        },
      },
      ...layers,
      { data, mark: { ...first, align: "left" }, encoding: written("title", -frame.left) },
      { data, mark: { ...second, align: "left" }, encoding: written("subtitle", -frame.left) },
      { data, mark: { ...first, align: "right", fontWeight: 600 }, encoding: written("figure", end) },
      { data, mark: { ...second, align: "right" }, encoding: written("more", end) },
    ],
  };
}
