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
 * Drifts go first and all at once: a rise that was cut into stairs is a straight line over any two of them, while segments
 * that were joined would make a line of everything beside them. Then chance and size are tested again and again, as
 * neighbours change, until all that are left pass; of two failing neighbours the weaker goes first, because the other may
 * pass once their segments are joined.
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
  const steps = test(candidates).filter(({ isDrift }) => !isDrift);
  const refused = { chance: 0, drift: candidates.length - steps.length, small: 0 };
  let kept = steps.map(({ index }) => index);
  for (;;) {
    const tested = test(kept);
    const failing = tested.flatMap((change, position) => {
      const refusal = refusalOf(change, requirement);
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

function refusalOf(
  { before, after, pValue }: SegmentTest,
  requirement: Requirement,
): "chance" | "small" | null {
  if (pValue > requirement.pValue) return "chance";
  return requirement.isLarge(before, after) ? null : "small";
}
