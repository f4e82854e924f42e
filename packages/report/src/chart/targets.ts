/** The picture of targets: one row per verdict, how many times the target was reached on a logarithmic axis. */
import type { Outcome } from "@strait/analysis";
import { formatNumber } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "../text.ts";
import { logAxis } from "./axis.ts";
import { logChannel } from "./row-frame.ts";
import { outcomeScale } from "./theme.ts";

/** What one row shows. Every ratio is 1 where the target is just met, and above 1 where it is more than met. */
export type TargetRow = {
  readonly group: string;
  readonly title: string;
  readonly subtitle: string;
  readonly outcome: Outcome;
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly forkRatios: readonly number[];
  /** The figures in words, at the end of the row: ratio first, then what was held against what. */
  readonly figures: readonly [string, string];
};

const layout = { left: 290, plot: 460, right: 190, top: 34, row: 40, heading: 36 };

export function targetSpec(rows: readonly TargetRow[]): TopLevelSpec {
  const { headings, placed, height } = place(rows);
  const axis = logAxis([1, ...rows.flatMap(extent)], "count");
  const end = layout.plot + layout.right;
  const x = logChannel(axis, (ratio) => `${formatNumber(ratio)}×`);
  const y = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
  const text = (field: string) => ({ field, type: "nominal" }) as const;
  const stroke = { field: "outcome", type: "nominal", scale: outcomeScale.stroke, legend: null } as const;
  const placedData = { values: placed };
  return {
    width: layout.plot,
    height,
    autosize: "none",
    padding: { left: layout.left, right: layout.right, top: layout.top, bottom: 8 },
    layer: [
      {
        data: { values: [...placed, ...headings] },
        mark: { type: "rule", color: "var(--hairline)" },
        encoding: { x: { value: -layout.left }, x2: { value: end }, y: y("line") },
      },
      {
        data: { values: [{ x: 1 }] },
        mark: { type: "rule", color: "var(--ink)", strokeDash: [4, 3], strokeWidth: 1.5 },
        encoding: { x: x("x"), y: { value: 0 }, y2: { value: height } },
      },
      {
        data: { values: headings },
        mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, fontSize: 12 },
        encoding: { x: { value: -layout.left }, y: y("middle"), text: text("group") },
      },
      {
        data: placedData,
        mark: { type: "text", align: "left", baseline: "alphabetic", dy: -2, fontSize: 13 },
        encoding: { x: { value: -layout.left }, y: y("middle"), text: text("title") },
      },
      {
        data: placedData,
        mark: { type: "text", align: "left", baseline: "alphabetic", dy: 13, color: "var(--muted)" },
        encoding: { x: { value: -layout.left }, y: y("middle"), text: text("subtitle") },
      },
      {
        data: { values: placed.filter((row) => row.low !== null) },
        mark: { type: "rule", strokeWidth: 9, opacity: 0.4 },
        encoding: { x: x("low"), x2: { field: "high" }, y: y("middle"), stroke },
      },
      {
        data: { values: placed.flatMap(forkTicks) },
        mark: { type: "rule", color: "var(--muted)", strokeWidth: 1 },
        encoding: { x: x("ratio"), y: y("from"), y2: { field: "to" } },
      },
      {
        data: placedData,
        mark: { type: "point", size: 130, strokeWidth: 1.25, opacity: 1 },
        encoding: {
          x: x("ratio"),
          y: y("middle"),
          stroke,
          fill: { field: "outcome", type: "nominal", scale: outcomeScale.fill, legend: null },
          shape: { field: "outcome", type: "nominal", scale: outcomeScale.shape, legend: null },
        },
      },
      {
        data: placedData,
        mark: { type: "text", align: "right", baseline: "alphabetic", dy: -2, fontSize: 13, fontWeight: 600 },
        encoding: { x: { value: end }, y: y("middle"), text: text("ratioText") },
      },
      {
        data: placedData,
        mark: { type: "text", align: "right", baseline: "alphabetic", dy: 13, color: "var(--muted)" },
        encoding: { x: { value: end }, y: y("middle"), text: text("against") },
      },
    ],
  };
}

function extent(row: TargetRow): readonly number[] {
  return [
    row.ratio,
    ...row.forkRatios,
    ...(row.interval === null ? [] : [row.interval.low, row.interval.high]),
  ];
}

/** Gives every row and every heading of a group its place in pixels. */
function place(rows: readonly TargetRow[]) {
  const headings: { group: string; middle: number; line: number }[] = [];
  let height = 0;
  let group: string | null = null;
  const placed = rows.map((row) => {
    if (row.group !== group) {
      group = row.group;
      headings.push({
        group: fittedText(group, 60),
        middle: height + layout.heading / 2 + 3,
        line: height + layout.heading,
      });
      height += layout.heading;
    }
    const middle = height + layout.row / 2;
    height += layout.row;
    return {
      title: fittedText(row.title, layout.left / 13 - 1),
      subtitle: fittedText(row.subtitle, layout.left / 12 - 1),
      ratioText: fittedText(row.figures[0], layout.right / 13 - 1),
      against: fittedText(row.figures[1], layout.right / 12 - 1),
      outcome: row.outcome,
      ratio: row.ratio,
      low: row.interval?.low ?? null,
      high: row.interval?.high ?? null,
      forkRatios: row.forkRatios,
      middle,
      line: height,
    };
  });
  return { headings, placed, height };
}

function forkTicks(row: { readonly forkRatios: readonly number[]; readonly middle: number }) {
  return row.forkRatios.map((ratio) => ({ ratio, from: row.middle - 9, to: row.middle + 9 }));
}
