/** Oracle: analyses of the same scenario whose costs differ by known factors; what the page shows is read from its markup. */
import { comparePlatforms, type ScenarioAnalysis } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import {
  attribute,
  bodyRows,
  byId,
  elements,
  exactNumbers,
  readUnfolded,
  tagged,
  textOf,
} from "./reading/page.ts";

/** The first example as it would be on a runtime where everything takes `factor` times as long. */
function on(name: string, version: string, factor: number, missing: string | null = null): ScenarioAnalysis {
  const [example] = exampleAnalyses();
  if (example === undefined) throw new Error("there is no example");
  const runtime = { name, version, engine: `engine of ${name}` };
  const kept = example.summaries.filter((summary) => summary.case !== missing);
  return {
    ...example,
    header: { ...example.header, environment: { ...example.header.environment, runtime } },
    unavailable: missing === null ? [] : [{ case: missing, reason: "it has <no> threads" }],
    verdicts: example.verdicts.filter((verdict) => verdict.case !== missing),
    summaries: kept.map((summary) => ({
      ...summary,
      median: summary.median * factor,
      forkMedians: summary.forkMedians.map((cost) => cost * factor),
    })),
  };
}

const missing = exampleAnalyses()[0]?.cases[0]?.name ?? "";
const analyses = [on("bun", "1.4.5", 0.5, missing), on("node", "26.10.0", 1), on("node", "22.1.0", 3)];
const page = readUnfolded(await renderReport(analyses));

const section = byId(page, "platforms");

describe("platforms side by side", () => {
  it("has a row for each case and metric, with the multiples of the newest Node", () => {
    const [table, ...others] = tagged(section, "table");
    expect(others).toEqual([]);
    if (table === undefined) throw new Error("there is no table");
    expect(tagged(table, "thead").flatMap((head) => tagged(head, "th").map(textOf))).toEqual([
      ...["Case", "Metric", "Node 26", "Node 22", "Multiple", "Interval", "Bun", "Multiple", "Interval"],
    ]);
    const [comparison] = comparePlatforms(analyses);
    const rows = bodyRows(table);
    expect(rows).toHaveLength(comparison?.rows.length ?? -1);
    for (const row of rows) {
      const [multiple] = row[4] === undefined ? [] : exactNumbers(row[4]);
      expect(multiple).toBeCloseTo(3, 6);
    }
  });

  it("says why a cell is empty, in the table, under it and in the overview, and takes no markup from it", () => {
    const reason = "it has <no> threads";
    expect(textOf(section)).toContain(`not available: ${reason}`);
    expect(textOf(section)).toContain(`is not available on Bun: ${reason}`);
    expect(textOf(byId(page, "overview"))).toContain(`Not available: ${reason}`);
  });

  it("tells the scenarios of one name apart by runtime", () => {
    const titles = tagged(byId(page, "overview"), "summary").map(textOf).join("\n");
    expect(titles).toMatch(/\(linux-x64, Node 22\)/);
    expect(titles).toMatch(/\(linux-x64, Bun\)/);
  });

  it("is not there for one platform", async () => {
    const alone = readUnfolded(await renderReport([on("node", "26.10.0", 1)]));
    expect(elements(alone, (element) => attribute(element, "id") === "platforms")).toEqual([]);
  });
});
