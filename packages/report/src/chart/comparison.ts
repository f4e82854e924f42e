/** The picture of a comparison: one row per contender, its multiple of the baseline's cost on a logarithmic axis. */
import { formatNumber } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "../text.ts";
import { logAxis, tickLabels } from "./axis.ts";

/** What one row shows: a ratio for each column, from the first column to the last; null where there is none. */
export type ComparisonRow = { readonly title: string; readonly ratios: readonly (number | null)[] };

const layout = { left: 290, plot: 600, right: 40, top: 34, row: 30 };

/** Areas of the dots of the first and the last column, in square pixels. */
const smallest = 30;
const largest = 230;

export function comparisonSpec(rows: readonly ComparisonRow[]): TopLevelSpec {
  const placed = rows.map(({ title }, index) => ({
    title: fittedText(title, layout.left / 13 - 1),
    middle: (index + 0.5) * layout.row,
    line: (index + 1) * layout.row,
  }));
  const dots = rows.flatMap(({ ratios }, index) =>
    ratios.flatMap((ratio, column) =>
      ratio === null
        ? []
        : [
            {
              ratio,
              area: smallest + ((largest - smallest) * column) / Math.max(1, ratios.length - 1),
              middle: (index + 0.5) * layout.row,
              side: ratio < 1 ? "cheaper" : "dearer",
            },
          ],
    ),
  );
  const axis = logAxis([1, ...dots.map(({ ratio }) => ratio)], "count");
  const height = rows.length * layout.row;
  const x = {
    field: "ratio",
    type: "quantitative",
    scale: { type: "log", domain: axis.domain, nice: false },
    axis: {
      orient: "top",
      ...tickLabels(axis.ticks, (ratio) => `${formatNumber(ratio)}×`),
      title: null,
      domain: false,
      ticks: false,
      labelPadding: 10,
    },
  } as const;
  const y = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
  const color = {
    field: "side",
    type: "nominal",
    scale: { domain: ["cheaper", "dearer"], range: ["var(--undecided)", "var(--data)"] },
    legend: null,
  } as const;
  return {
    width: layout.plot,
    height,
    autosize: "none",
    padding: { left: layout.left, right: layout.right, top: layout.top, bottom: 8 },
    layer: [
      {
        data: { values: placed },
        mark: { type: "rule", color: "var(--hairline)" },
        encoding: { x: { value: -layout.left }, x2: { value: layout.plot }, y: y("line") },
      },
      {
        data: { values: [{ ratio: 1 }] },
        mark: { type: "rule", color: "var(--ink)", strokeDash: [4, 3], strokeWidth: 1.5 },
        encoding: { x, y: { value: 0 }, y2: { value: height } },
      },
      {
        data: { values: placed },
        mark: { type: "text", align: "left", baseline: "middle", fontSize: 13 },
        encoding: {
          x: { value: -layout.left },
          y: y("middle"),
          text: { field: "title", type: "nominal" },
        },
      },
      {
        data: { values: dots },
        mark: { type: "point", shape: "circle", strokeWidth: 2, opacity: 1 },
        encoding: {
          x,
          y: y("middle"),
          size: { field: "area", type: "quantitative", scale: null, legend: null },
          stroke: color,
        },
      },
    ],
  };
}
