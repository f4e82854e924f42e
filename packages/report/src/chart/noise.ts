/** The picture of noise: for every scenario how far two halves of the same samples differ, typically and at most. */
import { formatPercent } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { logAxis } from "./axis.ts";
import { type FramedRow, framedRows, logChannel, middleOfRow } from "./row-frame.ts";

/** Shares above zero. */
export type NoiseRow = FramedRow & { readonly typical: number; readonly worst: number };

export function noiseSpec(rows: readonly NoiseRow[]): TopLevelSpec {
  const axis = logAxis(
    rows.flatMap(({ typical, worst }) => [typical, worst]),
    "count",
  );
  const x = logChannel(axis, formatPercent);
  const y = { field: "middle", type: "quantitative", scale: null, axis: null } as const;
  const data = {
    values: rows.map(({ typical, worst }, index) => ({ typical, worst, middle: middleOfRow(index) })),
  };
  const dot = { type: "point", shape: "circle", size: 80, opacity: 1 } as const;
  return framedRows(rows, [
    {
      data,
      mark: { type: "rule", strokeWidth: 1.5, color: "var(--data)" },
      encoding: { x: x("typical"), x2: { field: "worst" }, y },
    },
    {
      data,
      mark: { ...dot, fill: "var(--surface)", stroke: "var(--data)", strokeWidth: 1.5 },
      encoding: { x: x("worst"), y },
    },
    { data, mark: { ...dot, filled: true, color: "var(--data)" }, encoding: { x: x("typical"), y } },
  ]);
}
