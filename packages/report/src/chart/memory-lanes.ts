/** Where the lines of a fork's memory stand: together on one axis, or what the case tells of in a lane of its own. */
import type { MemoryCourse, MemoryPoint } from "@strait/analysis";
import { type Axis, linearAxis } from "./axis.ts";

export type MemoryLine = {
  readonly word: "resident" | "held" | "live";
  readonly color: string;
  readonly isDashed: boolean;
  readonly points: readonly MemoryPoint[];
};

/** Lines on one axis of bytes, between two heights in pixels from the top of the plot. */
export type Lane = {
  readonly lines: readonly MemoryLine[];
  readonly axis: Axis;
  readonly top: number;
  readonly bottom: number;
};

/** In pixels. */
const heights = { first: 96, gap: 18, second: 80 };

/** Of a label, in pixels. */
const lineHeight = 12;

/** Told bytes that never come to this share of the resident ones would lie on the bottom of their axis. */
const comparable = 0.2;

/** The lanes from top to bottom, and the height of the plot that holds them. */
export function memoryLanes({ points, told }: MemoryCourse): {
  readonly lanes: readonly Lane[];
  readonly height: number;
} {
  const resident: MemoryLine = { word: "resident", color: "var(--data)", isDashed: false, points };
  const own = told.map(
    (one): MemoryLine =>
      one.quantity === "held bytes"
        ? { word: "held", color: "var(--ink)", isDashed: false, points: one.points }
        : { word: "live", color: "var(--live)", isDashed: true, points: one.points },
  );
  const { first, gap, second } = heights;
  if (highest(own) >= comparable * highest([resident]) || own.length === 0)
    return { lanes: [lane([resident, ...own], 0, first)], height: first };
  const height = first + gap + second;
  return { lanes: [lane([resident], 0, first), lane(own, first + gap, height)], height };
}

/** A word for every line of a lane at the height of its last point, moved within the lane where two would touch. */
export function endLabels({ lines, axis, top, bottom }: Lane): {
  readonly word: string;
  readonly color: string;
  readonly y: number;
}[] {
  const [low, high] = axis.domain;
  // The last line lies lowest where two end at the same height.
  const ends = lines
    .toReversed()
    .map(({ word, color, points }) => ({ word, color, bytes: points.at(-1)?.[2] ?? 0 }))
    .toSorted((one, other) => one.bytes - other.bytes);
  let floor = bottom;
  return ends.map(({ word, color, bytes }, index) => {
    const own = bottom - ((bytes - low) / (high - low)) * (bottom - top);
    const ceiling = top + (ends.length - 1 - index) * lineHeight;
    const y = Math.max(ceiling, Math.min(floor, own));
    floor = y - lineHeight;
    return { word, color, y };
  });
}

function lane(lines: readonly MemoryLine[], top: number, bottom: number): Lane {
  const axis = linearAxis(
    lines.flatMap(({ points }) => points.map(([, , high]) => high)),
    "bytes",
  );
  return { lines, axis, top, bottom };
}

function highest(lines: readonly MemoryLine[]): number {
  return Math.max(0, ...lines.flatMap(({ points }) => points.map(([, , high]) => high)));
}
