import type { Noise } from "./residuals.ts";
import { type SegmentTest, testSegments } from "./segment-test.ts";

/** Why a change was given up. */
export type Refusal = "chance" | "drift" | "small";

export type TestedChange = SegmentTest & { readonly index: number };

export type KeptChanges = {
  readonly changes: readonly TestedChange[];
  /** How many were given up, by reason. */
  readonly refused: Readonly<Record<Refusal, number>>;
};

/** What a change must be to be kept: `pValue` at most this, and `isLarge` for the means before and after it. */
export type Requirement = {
  readonly pValue: number;
  readonly isLarge: (before: number, after: number) => boolean;
};

/**
 * Tests every change between the segments beside it and gives up those that fail.
 *
 * First the stairs that a drift was cut into, all at once: over any two of them a drift is a straight line, while stairs
 * that were joined one by one would hide the steps beside them. Then every test again and again, as neighbours change, until
 * all that are left pass; of two failing neighbours the weaker goes first, because the other may pass once their segments
 * are joined.
 *
 * @param candidates first index of every segment but the first, ascending
 */
export function keepChanges(
  values: Float64Array,
  candidates: readonly number[],
  noise: Noise,
  requirement: Requirement,
): KeptChanges {
  const test = (changes: readonly number[]): TestedChange[] =>
    changes.map((index, position) => {
      const [start, end] = [changes[position - 1] ?? 0, changes[position + 1] ?? values.length];
      return { index, ...testSegments(values, { start, change: index, end }, noise) };
    });
  const steps = test(candidates).filter((change) => !isDrift(change, values.length));
  const refused = { chance: 0, drift: candidates.length - steps.length, small: 0 };
  let kept = steps.map(({ index }) => index);
  for (;;) {
    const tested = test(kept);
    const failing = tested.flatMap((change, position) => {
      const refusal = refusalOf(change, values.length, requirement);
      return refusal === null ? [] : [{ refusal, position, strength: change.strength }];
    });
    if (failing.length === 0) return { changes: tested, refused };
    const gone = new Set<number>();
    for (const { refusal, position } of failing.sort((one, other) => one.strength - other.strength)) {
      if (gone.has(position - 1) || gone.has(position + 1)) continue;
      gone.add(position);
      refused[refusal] += 1;
    }
    kept = kept.filter((_, position) => !gone.has(position));
  }
}

function refusalOf(change: SegmentTest, count: number, requirement: Requirement): Refusal | null {
  if (change.pValue > requirement.pValue) return "chance";
  if (isDrift(change, count)) return "drift";
  return requirement.isLarge(change.before, change.after) ? null : "small";
}

/**
 * A line that leaves less than two levels do, unless a step stands out on it: by √(2 ln n), which the largest of n standard
 * normal values hardly ever exceeds, as the place of the step was chosen from so many. Source: Donoho and Johnstone,
 * "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81 (1994).
 */
function isDrift({ isLine, strengthOnSlope }: SegmentTest, count: number): boolean {
  return isLine && strengthOnSlope < Math.sqrt(2 * Math.log(count));
}
