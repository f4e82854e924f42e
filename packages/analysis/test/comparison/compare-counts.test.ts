/** Oracle: counts written down beside what they must say. */
import { expect, test } from "vitest";
import { compareCounts } from "../../src/index.ts";

test.each([
  ["more", 16, [64, 64], [80, 80]],
  ["fewer", -1, [64, 64, 64], [63]],
  ["same", 0, [0, 0], [0]],
])("counts that agree are %s by %i", (verdict, difference, base, head) => {
  expect(compareCounts(base, head)).toMatchObject({ verdict, difference, warnings: [] });
});

test.each([
  ["more", [64, 65], [66, 70]],
  ["fewer", [64, 65], [60, 63]],
  ["undecided", [64, 65], [65, 66]],
  ["undecided", [64, 70], [66]],
])(
  "forks that disagree are %s by their ranges, without a difference and with a warning",
  (verdict, base, head) => {
    const found = compareCounts(base, head);
    expect(found).toMatchObject({ verdict, difference: null });
    expect(found.warnings[0]).toMatch(
      /^The forks of the base do not agree \(64 to \d+\): compare it as a measured cost\.$/,
    );
  },
);

test("nothing counted, or no number, is a warning", () => {
  expect(compareCounts([], [1])).toMatchObject({ base: null, difference: null, verdict: "undecided" });
  expect(compareCounts([], [1]).warnings).toEqual(["No fork of the base counted anything."]);
  expect(compareCounts([1, Number.NaN], [1])).toMatchObject({ verdict: "same" });
  expect(compareCounts([1, Number.NaN], [1]).warnings).toEqual(["1 of 3 counts are left out: not a number."]);
});
