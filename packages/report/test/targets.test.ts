/** Oracle: worked by hand, and the meaning of a ratio: at least 1 exactly when the target is met. */
import type { ScenarioAnalysis } from "@strait/analysis";
import type { Target } from "@strait/results";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportedScenarios } from "../src/model.ts";
import { attained, attainmentRatio, targetsSection } from "../src/section/targets.ts";
import { concludeCase } from "./fixtures/case-fixture.ts";
import { namedAnalysis } from "./fixtures/named.ts";
import { seededNoise } from "./fixtures/noise.ts";
import { readPage, tagged } from "./reading/page.ts";

function target(comparison: Target["comparison"], value: number, unit: Target["unit"]): Target {
  return { name: "goal", source: "the test", comparison, value, unit };
}

/** One case of one metric in one unit, 100 units of cost in every fork, held against the targets. */
function measured(unit: "nanoseconds/operation" | "bytes", targets: Target[], count = 1): ScenarioAnalysis {
  const base = namedAnalysis("test");
  const conclusions = Array.from({ length: count }, (_, index) =>
    concludeCase(
      "test",
      {
        name: `case-${index}`,
        title: "Case",
        description: "A case.",
        metrics: [
          { metric: { name: "cost", title: "Cost", operation: "call", unit, targets }, cost: 100, sigma: 0 },
        ],
        checks: { outcome: "holds", sentence: "Fine." },
      },
      5,
      seededNoise(1),
    ),
  );
  return {
    ...base,
    cases: conclusions.map(({ description }) => description),
    summaries: conclusions.flatMap(({ summaries }) => summaries),
    fits: [],
    conducts: [],
    observed: [],
    sustained: [],
    verdicts: conclusions.flatMap(({ verdicts }) => verdicts),
  };
}

describe("attainmentRatio", () => {
  it("is above 1 when more was reached than asked, whichever way the target points", () => {
    expect(attainmentRatio(target("atLeast", 10, "count"), 25)).toBe(2.5);
    expect(attainmentRatio(target("atMost", 5, "count"), 2)).toBe(2.5);
  });

  it("is at least 1 exactly when the target is met", () => {
    const amount = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (value, figure) => {
        expect(attainmentRatio(target("atLeast", value, "count"), figure) >= 1).toBe(figure >= value);
        expect(attainmentRatio(target("atMost", value, "count"), figure) >= 1).toBe(figure <= value);
      }),
    );
  });
});

describe("attained", () => {
  it("turns a time into the rate that the target is set in, its interval too", () => {
    const [attainment] = attained(
      reportedScenarios([measured("nanoseconds/operation", [target("atLeast", 1e6, "operations/second")])]),
    );
    expect(attainment?.measured).toBe(10_000_000);
    expect(attainment?.forks).toEqual([1e7, 1e7, 1e7, 1e7, 1e7]);
    expect(attainment?.interval).toEqual({ low: 1e7, high: 1e7, confidence: 0.99 });
  });

  it("leaves out a target in a unit that the metric cannot be turned into", () => {
    expect(
      attained(reportedScenarios([measured("bytes", [target("atLeast", 1e6, "operations/second")])])),
    ).toEqual([]);
  });
});

describe("targetsSection", () => {
  it("is absent when nothing has a target", async () => {
    expect(await targetsSection(reportedScenarios([measured("bytes", [])]))).toBeNull();
  });

  it("starts another chart when one holds forty rows", async () => {
    const goal = target("atMost", 200, "bytes");
    const section = await targetsSection(reportedScenarios([measured("bytes", [goal], 41)]));
    const page = readPage(`<!doctype html><title>.</title>${await section?.body}`);
    expect(tagged(page, "figure").map((figure) => tagged(figure, "tr").length)).toEqual([41, 2]);
  });
});
