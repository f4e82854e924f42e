/** Watches the resident memory of a process over time, from outside of it, and tells how fast the processor is. */
import { createRequire } from "node:module";
import { addonFile } from "./addon-file.ts";

// Not imported: that reads every property of the module, and so loads streams and promises of files, 4.5 ms of a processor.
const { existsSync } = process.getBuiltinModule("node:fs");

/** Milliseconds since the watch began, lowest and highest resident bytes from then to the next point. */
export type TimelinePoint = readonly [milliseconds: number, low: number, high: number];

export type Timeline = {
  /** How often the memory was read; a point stands for one or many readings. */
  readonly readings: number;
  /** In the order of time, at most 512. */
  readonly points: readonly TimelinePoint[];
};

/** What was read since this was last asked: milliseconds since the watch began, and resident bytes. */
export type RecentReadings = {
  /** When the last reading was, and what it said. */
  readonly time: number;
  readonly latest: number;
  /** Lowest and highest since the last time. */
  readonly low: number;
  readonly high: number;
  /** Highest since the watch began. */
  readonly peak: number;
};

/** A watch over one process. It ends by itself when the process does. */
export type ResidentWatch = {
  /** What was read since this was last asked; null when nothing was. */
  recent(): RecentReadings | null;
  /** Ends the watch; null when nothing was read. */
  stop(): Timeline | null;
};

/** Points of a timeline at most: twice what a chart has room for. */
export const mostPoints = 512;

/** Microseconds between two readings. */
const interval = 1000;

type Native = {
  pace(): number;
  readonly ResidentWatch: { start(pid: number, interval: number, capacity: number): NativeWatch };
};
type NativeWatch = { recent(): RecentReadings | null; readings(): number; stop(): Float64Array };

let loaded: Native | null | undefined;

/**
 * A clock for the processor: nanoseconds that a fixed piece of work takes now, on this thread. It takes 10 to 20 µs. On a
 * processor whose core is shared with another machine's thread it takes 1.3 to 2 times as long while that thread is at work.
 *
 * @returns null where the add-on was not built
 * @example createPace()?.() // 13_400
 */
export function createPace(): (() => number) | null {
  loaded ??= load();
  return loaded === null ? null : loaded.pace;
}

/**
 * Watches a process a thousand times a second, until it ends or the watch is stopped.
 *
 * @returns null where the platform has no `/proc`, there is no such process, or the add-on was not built
 * @example watchResidentMemory(process.pid)?.recent()?.latest // 61_000_000
 */
export function watchResidentMemory(pid: number): ResidentWatch | null {
  loaded ??= load();
  if (loaded === null) return null;
  let watch: NativeWatch;
  try {
    watch = loaded.ResidentWatch.start(pid, interval, mostPoints);
  } catch {
    return null;
  }
  return {
    recent: () => watch.recent(),
    stop() {
      const flat = watch.stop();
      const points = Array.from({ length: flat.length / 3 }, (_, index): TimelinePoint => {
        const [time = 0, low = 0, high = 0] = flat.subarray(3 * index, 3 * index + 3);
        return [time, low, high];
      });
      return points.length === 0 ? null : { readings: watch.readings(), points };
    },
  };
}

function load(): Native | null {
  if (!existsSync(addonFile)) return null;
  const native: Native = createRequire(import.meta.url)(addonFile);
  return native;
}
