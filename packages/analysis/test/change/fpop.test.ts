/** Oracle: optimal partitioning, which tries every segmentation, and the definition of the cost. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { fpop } from "../../src/change/fpop.ts";
import { costOf, optimalPartition } from "./optimal-partition.ts";

/** Series of a few levels with noise, so that about half of the penalties find changes. */
const series = fc
  .array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.integer({ min: 1, max: 12 })), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((levels) =>
    fc.tuple(
      ...levels.flatMap(([level, length]) =>
        Array.from({ length }, () =>
          fc.double({ min: -1, max: 1, noNaN: true }).map((noise) => level + noise),
        ),
      ),
    ),
  );
const wholeNumbers = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 });
const penalties = fc.double({ min: 0.1, max: 60, noNaN: true });
const lengths = fc.integer({ min: 1, max: 5 });

test("costs what the best of all segmentations costs, and its changes have that cost", () => {
  let changed = 0;
  fc.assert(
    fc.property(fc.oneof(series, wholeNumbers), penalties, lengths, (values, penalty, minimumLength) => {
      fc.pre(values.length >= minimumLength);
      const found = fpop(values, { penalty, minimumLength });
      const best = optimalPartition(values, { penalty, minimumLength });
      expect(found.cost).toBeCloseTo(best.cost, 6);
      expect(costOf(values, found.changes, penalty)).toBeCloseTo(best.cost, 6);
      changed += found.changes.length;
    }),
    { numRuns: 500 },
  );
  expect(changed).toBeGreaterThan(250);
});

test("finds the very changes where no two segmentations cost the same", () => {
  const draws = seededDraws(1, "test/fpop");
  let changed = 0;
  for (let run = 0; run < 50; run += 1) {
    let level = 0;
    const values = Array.from({ length: 80 }, () => {
      if (draws.uniform() < 0.1) level = 3 * draws.normal();
      return level + draws.normal();
    });
    const options = { penalty: 20 * draws.uniform(), minimumLength: 3 };
    const best = optimalPartition(values, options);
    expect(fpop(values, options).changes).toEqual(best.changes);
    changed += best.changes.length;
  }
  expect(changed).toBeGreaterThan(250);
});

test("no segment is shorter than the least length", () => {
  fc.assert(
    fc.property(series, lengths, (values, minimumLength) => {
      const { changes } = fpop(values, { penalty: 0.01, minimumLength });
      const bounds = [0, ...changes, values.length];
      const shortest = Math.min(...bounds.slice(1).map((end, index) => end - (bounds[index] ?? 0)));
      expect(shortest).toBeGreaterThanOrEqual(Math.min(minimumLength, values.length));
    }),
  );
});

test("a series from back to front costs the same", () => {
  fc.assert(
    fc.property(series, penalties, (values, penalty) => {
      const options = { penalty, minimumLength: 3 };
      expect(fpop(values.toReversed(), options).cost).toBeCloseTo(fpop(values, options).cost, 6);
    }),
  );
});

test("the documented example is right, and nothing costs nothing", () => {
  expect(fpop([0, 0, 0, 9, 9, 9], { penalty: 10, minimumLength: 3 })).toEqual({ changes: [3], cost: 10 });
  expect(fpop([], { penalty: 10, minimumLength: 3 })).toEqual({ changes: [], cost: 0 });
  expect(fpop([5], { penalty: 10, minimumLength: 3 })).toEqual({ changes: [], cost: 0 });
});
