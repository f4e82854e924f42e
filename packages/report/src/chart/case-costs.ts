/** The picture of what cases took and how precise that made them: bars of time, and dots of precision beside them. */
import { formatPercent, formatQuantity } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { linearAxis, logAxis, spacedTicks } from "./axis.ts";
import { type FramedRow, frame, framedRows, middleOfRow } from "./row-frame.ts";

export type CostRow = FramedRow & {
  readonly seconds: number;
  /** Half the widest interval as a share of the median, above zero; null when there is none. */
  readonly precision: number | null;
};

/** In pixels; `room` is what the label of a time takes. */
const panel = { width: 200, gap: 60, room: 50 };

/** One of the two panels: where its axis puts a value, in pixels, and its ticks in words. */
type Panel = { place(value: number): number; readonly ticks: readonly { at: number; label: string }[] };

export function caseCostsSpec(rows: readonly CostRow[]): TopLevelSpec {
  const time = timePanel(rows.map(({ seconds }) => seconds));
  const shares = precisionPanel(rows.flatMap(({ precision }) => precision ?? []));
  const placed = rows.map(({ seconds, precision }, index) => ({
    from: time.place(0),
    to: time.place(seconds),
    at: precision === null ? null : shares.place(precision),
    middle: middleOfRow(index),
  }));
  const ticks = { values: [...time.ticks, ...shares.ticks] };
  const pixels = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
  const color = "var(--data)";
  return framedRows(rows, [
    {
      data: ticks,
      mark: { type: "rule", color: "var(--hairline)" },
      encoding: { x: pixels("at"), y: { value: 0 }, y2: { value: rows.length * frame.row } },
    },
    {
      data: ticks,
      mark: { type: "text", baseline: "bottom", color: "var(--muted)" },
      encoding: { x: pixels("at"), y: { value: -10 }, text: { field: "label", type: "nominal" } },
    },
    {
      data: { values: placed },
      mark: { type: "rule", strokeWidth: 12, color },
      encoding: { x: pixels("from"), x2: { field: "to" }, y: pixels("middle") },
    },
    {
      data: { values: placed.filter(({ at }) => at !== null) },
      mark: { type: "point", shape: "circle", filled: true, size: 80, opacity: 1, color },
      encoding: { x: pixels("at"), y: pixels("middle") },
    },
  ]);
}

/** Two scales of one channel would share the whole width, so each panel is laid out here. */
function timePanel(seconds: readonly number[]): Panel {
  const axis = linearAxis(seconds, "count");
  const place = (value: number) => (value / axis.domain[1]) * panel.width;
  const label = (tick: number) => (tick === 0 ? "0" : formatQuantity(tick * 1e9, "nanoseconds/operation"));
  const ticks = spacedTicks(axis.ticks, panel.width / (axis.ticks.length - 1), panel.room);
  return { place, ticks: ticks.map((tick) => ({ at: place(tick), label: label(tick) })) };
}

function precisionPanel(shares: readonly number[]): Panel {
  if (shares.length === 0) return { place: () => 0, ticks: [] };
  const axis = logAxis(shares, "count");
  const [low, high] = axis.domain;
  const start = panel.width + panel.gap;
  const place = (share: number) =>
    start + (Math.log(share / low) / Math.log(high / low)) * (frame.plot - start);
  // Every other tick: here are half as many pixels as an axis counts on.
  const sparse = axis.ticks.length > 4 ? axis.ticks.filter((_, index) => index % 2 === 0) : axis.ticks;
  return { place, ticks: sparse.map((share) => ({ at: place(share), label: `±${formatPercent(share)}` })) };
}
