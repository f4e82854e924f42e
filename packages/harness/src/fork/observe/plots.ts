import type { Timeline } from "@strait/results";
// By itself: the whole package takes 50 ms of the start of every fork.
import { longestTimeline } from "@strait/results/longest-timeline";
import type { PlottedQuantity } from "../../scenario/context.ts";

/** What a case tells of its memory over time. Times are milliseconds of the machine's monotonic clock. */
export type Plots = {
  plot(quantity: PlottedQuantity, bytes: number): void;
  timelines(): Timeline[];
};

export function createPlots(): Plots {
  const points = new Map<PlottedQuantity, [time: number, lowest: number, highest: number][]>();
  return {
    plot(quantity, bytes) {
      if (!Number.isFinite(bytes) || bytes < 0) throw new RangeError(`${bytes} are no ${quantity}`);
      const before = points.get(quantity) ?? [];
      if (before.length === longestTimeline)
        throw new RangeError(`${quantity} have ${longestTimeline} points already; plot fewer`);
      points.set(quantity, [...before, [Number(process.hrtime.bigint()) / 1e6, bytes, bytes]]);
    },
    timelines: () =>
      [...points].map(([quantity, those]) => ({ quantity, readings: those.length, points: those })),
  };
}
