/** The picture of a long load: a thin line for every fork, a thick one for the typical fork, and its fitted line dashed. */
import { type CoursePoint, formatQuantity, type QuantityUnit } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { compactCount } from "../figures.ts";
import { closeAxis, linearAxis, tickLabels } from "./axis.ts";

export type CourseLines = {
  readonly unit: QuantityUnit;
  readonly forks: readonly (readonly CoursePoint[])[];
  /** Which of the forks is typical; null when none is. */
  readonly typical: number | null;
  /** Points along the fitted line of the typical fork. */
  readonly fitted: readonly CoursePoint[];
};

const plot = { width: 262, height: 120, margin: { left: 66, right: 16, top: 10, bottom: 44 } };

export function courseSpec({ unit, forks, typical, fitted }: CourseLines): TopLevelSpec {
  const points = forks.flat();
  const operations = linearAxis(
    [...points, ...fitted].map((point) => point.operations),
    "count",
  );
  const end = Math.max(1, ...points.map((point) => point.operations));
  const domain = [0, end];
  const values = closeAxis(
    [...points, ...fitted].map(({ value }) => value),
    unit,
  );
  const x = {
    field: "operations",
    type: "quantitative",
    scale: { domain, nice: false },
    axis: {
      ...tickLabels(
        operations.ticks.filter((tick) => tick <= end),
        compactCount,
      ),
      title: null,
      grid: false,
    },
  } as const;
  const y = {
    field: "value",
    type: "quantitative",
    scale: { domain: values.domain, nice: false },
    axis: { ...tickLabels(values.ticks, (value) => formatQuantity(value, unit)), title: null },
  } as const;
  const others = forks.flatMap((fork, index) =>
    index === typical ? [] : fork.map((point) => ({ ...point, fork: index })),
  );
  const own = typical === null ? [] : (forks[typical] ?? []);
  return {
    width: plot.width,
    height: plot.height,
    autosize: "none",
    padding: plot.margin,
    layer: [
      {
        data: { values: others },
        mark: { type: "line", strokeWidth: 1, color: "var(--axis)" },
        encoding: { x, y, detail: { field: "fork", type: "nominal" } },
      },
      {
        data: { values: [...own] },
        mark: { type: "line", strokeWidth: 2, color: "var(--data)" },
        encoding: { x, y },
      },
      {
        data: { values: [...fitted] },
        mark: { type: "line", strokeWidth: 1.5, strokeDash: [5, 4], color: "var(--ink)" },
        encoding: { x, y },
      },
      {
        data: { values: [{ title: "operations" }] },
        mark: { type: "text", baseline: "top", color: "var(--muted)" },
        encoding: {
          x: { value: plot.width / 2 },
          y: { value: plot.height + 26 },
          text: { field: "title", type: "nominal" },
        },
      },
    ],
  };
}
