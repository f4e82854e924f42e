/** Oracle: R's t.test on logs, unpaired and paired. */
import { expect, test } from "vitest";
import { differenceInterval, differenceProbability } from "../../src/comparison/difference.ts";
import { pairedT } from "../../src/comparison/paired-t.ts";
import { welch } from "../../src/comparison/welch.ts";
import reference from "../reference/r-comparison.json" with { type: "json" };

const logs = (values: readonly number[]) => values.map(Math.log);

test.each([
  ["Welch's", reference.welch, (base: number[], head: number[]) => welch(logs(base), logs(head))],
  [
    "the paired",
    reference.paired,
    (base: number[], head: number[]) =>
      pairedT(head.map((value, index) => Math.log(value) - Math.log(base[index] ?? 0))),
  ],
] as const)("%s t agrees with R in statistic, degrees of freedom, p and interval", (_, cases, test) => {
  for (const { base, head, ...expected } of cases) {
    const found = test(base, head);
    if (found === null) throw new Error("the reference varies");
    const { low, high } = differenceInterval(found, 0.99);
    expect(found.difference / found.standardError / expected.statistic).toBeCloseTo(1, 7);
    expect(found.degreesOfFreedom / expected.degreesOfFreedom).toBeCloseTo(1, 9);
    expect(differenceProbability(found) / expected.probability).toBeCloseTo(1, 6);
    expect(Math.exp(found.difference) / expected.ratio).toBeCloseTo(1, 9);
    expect(Math.exp(low) / (expected.ratioInterval99[0] ?? 0)).toBeCloseTo(1, 7);
    expect(Math.exp(high) / (expected.ratioInterval99[1] ?? 0)).toBeCloseTo(1, 7);
  }
});

test("values that do not vary have no test", () => {
  expect(welch([1, 1, 1], [2, 2, 2])).toBeNull();
  expect(pairedT([0.1, 0.1, 0.1])).toBeNull();
});

test("one side that varies is enough", () => {
  expect(welch([1, 1, 1], [2, 3, 4])?.degreesOfFreedom).toBe(2);
});

test("the documented examples are right", () => {
  const unpaired = welch([1, 2, 3], [2, 4, 6]);
  expect(unpaired?.difference).toBeCloseTo(2, 12);
  expect(unpaired?.standardError).toBeCloseTo(1.29, 2);
  expect(unpaired?.degreesOfFreedom).toBeCloseTo(2.94, 2);
  const paired = pairedT([0.01, 0.03, 0.02]);
  expect(paired?.difference).toBeCloseTo(0.02, 12);
  expect(paired?.standardError).toBeCloseTo(0.00577, 5);
  expect(paired?.degreesOfFreedom).toBe(2);
});
