/** Oracle: the lists and columns that the cases were defined with. */
import { expect, it } from "vitest";
import { comparisonCase, sustainedCase, sweepCase } from "../src/index.ts";
import { caseFor } from "../src/scenario/by-profile.ts";

const words = { name: "one", title: "One", description: "" };
const timing = { nanosecondsPerOperation: 1, operations: 1 };

it("gives a sweep the sizes of the profile, and those of full where none is named", () => {
  const sweep = (sizes: Parameters<typeof sweepCase>[0]["sizes"]) =>
    sweepCase({
      ...words,
      metrics: { time: { title: "Time", operation: "turn" } },
      size: { title: "Size", unit: "turns" },
      sizes,
      start: () => ({ measure: () => ({ time: timing }) }),
    });
  const byProfile = sweep({ smoke: [1], quick: [1, 2], full: [1, 2, 3] });
  expect(byProfile.sizes).toEqual([1, 2, 3]);
  expect(caseFor(byProfile, "quick")).toMatchObject({ sizes: [1, 2] });
  expect(caseFor(sweep([4, 5]), "smoke")).toMatchObject({ sizes: [4, 5] });
  expect(() => sweep({ smoke: [0], quick: [1], full: [1] }).forProfile?.("smoke")).toThrow("sizes");
});

it("gives a sustained case the batches of the profile, whatever else of it was replaced", () => {
  const load = (operationsPerBatch: Parameters<typeof sustainedCase>[0]["operationsPerBatch"]) => ({
    ...sustainedCase({
      ...words,
      metric: { name: "time", title: "Time", operation: "turn" },
      operationsPerBatch,
      questions: ["drift"],
      start: () => ({ batch: () => 1 }),
    }),
    name: "renamed",
  });
  const byProfile = load({ smoke: 1, quick: 20, full: 300 });
  expect(byProfile.sustained).toEqual({ operationsPerBatch: 300, questions: ["drift"] });
  expect(caseFor(byProfile, "quick")).toMatchObject({
    name: "renamed",
    sustained: { operationsPerBatch: 20, questions: ["drift"] },
  });
  expect(caseFor(load(7), "smoke")).toMatchObject({ sustained: { operationsPerBatch: 7 } });
  expect(() => load({ smoke: 0, quick: 1, full: 1 })).toThrow("operationsPerBatch");
});

it("gives a comparison the columns that the profile measures, and says them when it starts", () => {
  let prepared: readonly string[] = [];
  const race = comparisonCase({
    ...words,
    operation: "turn",
    baseline: "a",
    contenders: [
      { name: "a", title: "A" },
      { name: "b", title: "B" },
    ],
    columns: [
      { name: "small", title: "Small" },
      { name: "large", title: "Large", from: "full" },
    ],
    unavailable: [{ contender: "b", column: "large", reason: "it is too slow" }],
    start({ columns }) {
      prepared = columns;
      return { measure: () => timing };
    },
  });
  const context = { seed: 1, sink() {}, plot() {}, warn() {}, note() {} };
  const names = (profile: "quick" | "full") => {
    const one = caseFor(race, profile);
    if (one.kind !== "phases") throw new Error("a comparison is a case of phases");
    const measured = Object.keys(
      one.start({ ...context, profile }).measure({ time: () => timing }, 0),
    ).sort();
    expect(measured).toEqual(one.metrics.map(({ name }) => name).sort());
    expect(prepared).toEqual(one.comparison?.columns.map(({ name }) => name));
    return { measured, unavailable: one.comparison?.unavailable.length };
  };
  expect(names("quick")).toEqual({ measured: ["a-small", "b-small"], unavailable: 0 });
  expect(names("full")).toEqual({ measured: ["a-large", "a-small", "b-small"], unavailable: 1 });
});
