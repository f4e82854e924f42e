/** The picture of memory: one row per metric that counts bytes, its median as a bar or, over decades, as a dot. */

import { formatQuantity } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { fittedText } from "../text.ts";
import { linearAxis, logAxis, tickLabels } from "./axis.ts";

/** What one row shows, in bytes. */
export type MemoryRow = {
  readonly title: string;
  readonly subtitle: string;
  readonly median: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The figure in words, at the end of the row. */
  readonly figure: string;
};

const layout = { left: 290, plot: 460, right: 190, top: 34, row: 40 };

export function memorySpec(rows: readonly MemoryRow[]): TopLevelSpec {
  const values = rows.flatMap((row) => [
    row.median,
    row.interval?.low ?? row.median,
    row.interval?.high ?? row.median,
  ]);
  const smallest = Math.min(...values);
  const isWide = smallest > 0 && Math.max(...values) / smallest > 50;
  const axis = isWide ? logAxis(values, "bytes") : linearAxis(values, "bytes");
  const start = axis.domain[0];
  const height = rows.length * layout.row;
  const placed = rows.map((row, index) => ({
    title: fittedText(row.title, layout.left / 13 - 1),
    subtitle: fittedText(row.subtitle, layout.left / 12 - 1),
    figure: fittedText(row.figure, layout.right / 13 - 1),
    median: row.median,
    low: row.interval?.low ?? row.median,
    high: row.interval?.high ?? row.median,
    start,
    middle: (index + 0.5) * layout.row,
    line: (index + 1) * layout.row,
  }));
  const data = { values: placed };
  const x = (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { type: isWide ? "log" : "linear", domain: axis.domain, nice: false },
      axis: {
        orient: "top",
        ...tickLabels(axis.ticks, (bytes) => formatQuantity(bytes, "bytes")),
        title: null,
        domain: false,
        ticks: false,
        labelPadding: 10,
      },
    }) as const;
  const y = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
  const text = (field: string) => ({ field, type: "nominal" }) as const;
  return {
    width: layout.plot,
    height,
    autosize: "none",
    padding: { left: layout.left, right: layout.right, top: layout.top, bottom: 8 },
    data,
    layer: [
      {
        mark: { type: "rule", color: "var(--hairline)" },
        encoding: { x: { value: -layout.left }, x2: { value: layout.plot + layout.right }, y: y("line") },
      },
      {
        mark: { type: "rule", strokeWidth: isWide ? 1.5 : 12, color: "var(--data)" },
        encoding: {
          x: x("start"),
          x2: { field: "median" },
          y: y("middle"),
        },
      },
      {
        mark: {
          type: "point",
          shape: "circle",
          filled: true,
          size: isWide ? 80 : 0,
          opacity: 1,
          color: "var(--data)",
        },
        encoding: { x: x("median"), y: y("middle") },
      },
      {
        mark: { type: "rule", strokeWidth: 5, color: "var(--surface)" },
        encoding: { x: x("low"), x2: { field: "high" }, y: y("middle") },
      },
      {
        mark: { type: "rule", strokeWidth: 1.5, color: "var(--ink)" },
        encoding: { x: x("low"), x2: { field: "high" }, y: y("middle") },
      },
      {
        mark: { type: "text", align: "left", baseline: "alphabetic", dy: -2, fontSize: 13 },
        encoding: { x: { value: -layout.left }, y: y("middle"), text: text("title") },
      },
      {
        mark: { type: "text", align: "left", baseline: "alphabetic", dy: 13, color: "var(--muted)" },
        encoding: { x: { value: -layout.left }, y: y("middle"), text: text("subtitle") },
      },
      {
        mark: { type: "text", align: "right", baseline: "middle", fontSize: 13, fontWeight: 600 },
        encoding: { x: { value: layout.plot + layout.right }, y: y("middle"), text: text("figure") },
      },
    ],
  };
}
