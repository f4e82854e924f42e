/** A report of a run that went badly, or hardly took place: nothing may be missing without a word. */
import type { ScenarioAnalysis } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { byId, readUnfolded, tagged, textOf, withClass } from "./reading/page.ts";

function without(analysis: ScenarioAnalysis): ScenarioAnalysis {
  const nothing = { summaries: [], fits: [], verdicts: [], conducts: [], observed: [], sustained: [] };
  return { ...analysis, ...nothing, noiseFloor: null };
}

describe("a run in which nothing completed", () => {
  it("still lists every case, as not measured, and has no empty chart", async () => {
    const page = readUnfolded(await renderReport(exampleAnalyses().map(without)));
    const metrics = exampleAnalyses().flatMap(({ cases }) => cases.flatMap((entry) => entry.metrics));
    expect(textOf(byId(page, "overview")).match(/Not measured\./g)?.length).toBe(metrics.length);
    expect(tagged(page, "figure")).toEqual([]);
    expect(textOf(byId(page, "checks"))).toContain(
      "No checks were recorded for: 10,000 objects, then cleaned up",
    );
  });
});

describe("a run with too few forks for an interval", () => {
  it("says so where the interval would be", async () => {
    const analyses = exampleAnalyses().map((analysis) => ({
      ...analysis,
      summaries: analysis.summaries.map((summary) => ({ ...summary, interval: null })),
    }));
    const page = readUnfolded(await renderReport(analyses));
    expect(textOf(byId(page, "overview"))).toContain("no interval: fewer than three forks");
    expect(tagged(page, "figure").length).toBe(24);
  });
});

describe("a rate of something that took no time", () => {
  it("stands in the table and not on the logarithmic axis", async () => {
    const analyses = exampleAnalyses().map((analysis) => ({
      ...analysis,
      summaries: analysis.summaries.map((summary) => ({
        ...summary,
        median: 0,
        interval: null,
        forkMedians: summary.forkMedians.map(() => 0),
      })),
      fits: [],
    }));
    const page = readUnfolded(await renderReport(analyses));
    const targets = byId(page, "targets");
    expect(tagged(targets, "svg").filter((svg) => svg.attrs.some(({ value }) => value === "img"))).toEqual(
      [],
    );
    expect(textOf(targets)).toContain("not available");
    const tables = withClass(targets, "drawer").filter(({ attrs }) =>
      attrs.some(({ name }) => name === "open"),
    );
    expect(tables.length).toBe(2);
  });
});

describe("a run on two machines", () => {
  it("says which scenario was measured where", async () => {
    const [first, second, third] = exampleAnalyses();
    if (first === undefined || second === undefined || third === undefined)
      throw new Error("Three are needed.");
    const environment = { ...second.header.environment, cpuModel: "Apple M4" };
    const moved = { ...second, header: { ...second.header, environment } };
    const facts = withClass(readUnfolded(await renderReport([first, moved, third])), "facts").map(textOf);
    expect(facts[0]).toMatch(/AMD EPYC 7B13, .* Memory, Scalability.*Apple M4, .* Wide messages/);
  });
});
