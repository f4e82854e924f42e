/** The picture of what stopped the work: for every case its collections and the delay of its event loop, in milliseconds. */
import { formatQuantity } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { logAxis } from "./axis.ts";
import { type FramedRow, framedRows, logChannel, middleOfRow } from "./row-frame.ts";

/** A typical and a longest duration, in milliseconds above zero. `typical` is null where only the longest is known. */
export type Span = { readonly typical: number | null; readonly longest: number };

export type PauseRow = FramedRow & {
  readonly minor: Span | null;
  readonly major: Span | null;
  readonly delay: Span | null;
};

const kinds = ["minor", "major", "delay"] as const;
const shapes = { minor: "circle", major: "square", delay: "diamond" } as const;
const colors = { minor: "var(--data)", major: "var(--ink)", delay: "var(--axis)" } as const;

export function pausesSpec(rows: readonly PauseRow[]): TopLevelSpec {
  const spans = rows.flatMap((row, index) =>
    kinds.flatMap((kind, lane) => {
      const span = row[kind];
      return span === null ? [] : [{ kind, ...span, y: middleOfRow(index) + (lane - 1) * 10 }];
    }),
  );
  const whole = { values: spans.filter(({ typical }) => typical !== null) };
  const axis = logAxis(
    spans.length === 0 ? [1] : spans.flatMap(({ typical, longest }) => [typical ?? longest, longest]),
    "count",
  );
  const x = logChannel(axis, (milliseconds) => formatQuantity(milliseconds * 1e6, "nanoseconds/operation"));
  const y = { field: "y", type: "quantitative", scale: null, axis: null } as const;
  const color = (channel: "stroke" | "fill") => ({
    [channel]: {
      field: "kind",
      type: "nominal",
      scale: { domain: [...kinds], range: kinds.map((kind) => colors[kind]) },
      legend: null,
    },
  });
  const data = { values: spans };
  return framedRows(rows, [
    {
      data: whole,
      mark: { type: "rule", strokeWidth: 2 },
      encoding: { x: x("typical"), x2: { field: "longest" }, y, ...color("stroke") },
    },
    {
      data: whole,
      mark: { type: "point", size: 55, opacity: 1, strokeWidth: 0 },
      encoding: {
        x: x("typical"),
        y,
        ...color("fill"),
        shape: {
          field: "kind",
          type: "nominal",
          scale: { domain: [...kinds], range: kinds.map((kind) => shapes[kind]) },
          legend: null,
        },
      },
    },
    {
      data,
      mark: { type: "point", shape: "stroke", angle: 90, size: 90, strokeWidth: 2, opacity: 1 },
      encoding: { x: x("longest"), y, ...color("stroke") },
    },
  ]);
}

/** In words, for above the picture. */
export const pauseLegend =
  "Round: minor collections, square: major ones, diamond: how late the event loop was.";
