import type { ScenarioAnalysis } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { everyMetric, reportedScenarios } from "../src/model.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("Nothing is there.");
  return item;
}

const analysis = first(exampleAnalyses());

describe("reportedScenarios", () => {
  it("loses no summary, fit or verdict", () => {
    const analyses = exampleAnalyses();
    const scenarios = reportedScenarios(analyses);
    const metrics = everyMetric(scenarios).map(({ metric }) => metric);
    const cases = scenarios.flatMap((scenario) => scenario.cases);
    const kept = [...metrics.flatMap(({ verdicts }) => verdicts), ...cases.flatMap(({ checks }) => checks)];
    expect(new Set(kept)).toEqual(new Set(analyses.flatMap(({ verdicts }) => verdicts)));
    expect(metrics.flatMap(({ summaries }) => summaries).length).toBe(
      analyses.flatMap(({ summaries }) => summaries).length,
    );
    expect(metrics.flatMap(({ fit }) => fit ?? [])).toEqual(analyses.flatMap(({ fits }) => fits));
  });

  it("puts sizes in ascending order", () => {
    const shuffled = exampleAnalyses().map((entry) => ({
      ...entry,
      summaries: entry.summaries.toReversed(),
    }));
    for (const { metric } of everyMetric(reportedScenarios(shuffled))) {
      const sizes = metric.summaries.map(({ size }) => size ?? 0);
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    }
  });

  it("keeps anchors apart when a scenario was measured on two platforms, and names the platform", () => {
    const elsewhere: ScenarioAnalysis = {
      ...analysis,
      header: {
        ...analysis.header,
        environment: { ...analysis.header.environment, platform: "darwin-arm64" },
      },
    };
    const scenarios = reportedScenarios([analysis, elsewhere]);
    const anchors = [
      ...scenarios.map(({ anchor }) => anchor),
      ...scenarios.flatMap(({ cases }) => cases.map(({ anchor }) => anchor)),
      ...everyMetric(scenarios).map(({ metric }) => metric.anchor),
    ];
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(scenarios.map(({ title }) => title)).toEqual([
      "Memory (linux-x64, Node.js)",
      "Memory (darwin-arm64, Node.js)",
    ]);
  });

  it("refuses a verdict about a case that the header does not describe, and says which", () => {
    const verdicts = [{ ...first(analysis.verdicts), case: "elsewhere", metric: null }];
    expect(() => reportedScenarios([{ ...analysis, verdicts }])).toThrow(
      'The analysis of scenario "memory" concludes something about case "elsewhere", which its header does not describe.',
    );
  });

  it("refuses a summary of a metric that the case does not have, and says which", () => {
    const summary = first(analysis.summaries);
    const summaries = [{ ...summary, metric: { ...summary.metric, name: "weight" } }];
    expect(() => reportedScenarios([{ ...analysis, summaries }])).toThrow(
      'case "ten-thousand-objects", metric "weight", which its header does not describe.',
    );
  });
});
