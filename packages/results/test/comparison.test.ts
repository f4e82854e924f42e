/** Oracle: a comparison is a table of which every part is named; each change below breaks one name. */
import { expect, it } from "vitest";
import { type CaseDescription, caseDescription } from "../src/index.ts";

const metric = { title: "x", operation: "turn", unit: "nanoseconds/operation", targets: [] } as const;

function described(change: Partial<NonNullable<CaseDescription["comparison"]>> = {}) {
  return {
    name: "race",
    title: "Race",
    description: "Two ways.",
    metrics: [
      { ...metric, name: "a-small" },
      { ...metric, name: "b-small" },
    ],
    comparison: {
      baseline: "a",
      contenders: [
        { name: "a", title: "A" },
        { name: "b", title: "B" },
        { name: "c", title: "C" },
      ],
      columns: [{ name: "small", title: "Small" }],
      cells: [
        { contender: "a", column: "small", metric: "a-small" },
        { contender: "b", column: "small", metric: "b-small" },
      ],
      unavailable: [{ contender: "c", column: "small", reason: "it has no small one" }],
      ...change,
    },
  };
}

it("accepts a comparison in which every name is known, and columns that say how many bytes are moved", () => {
  expect(caseDescription.parse(described())).toEqual(described());
  const moving = described({ columns: [{ name: "small", title: "Small", bytes: 4096 }] });
  expect(caseDescription.parse(moving)).toEqual(moving);
});

it("refuses one that names what is not there", () => {
  const elsewhere = { contender: "a", column: "large" };
  for (const change of [
    { baseline: "d" },
    { cells: [{ contender: "a", column: "small", metric: "d-small" }] },
    { cells: [{ ...elsewhere, metric: "a-small" }] },
    { unavailable: [{ ...elsewhere, reason: "too large" }] },
  ]) {
    expect(caseDescription.safeParse(described(change)).error?.message).toContain("that is not there");
  }
});
