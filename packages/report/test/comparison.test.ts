/** Oracle: a comparison written here; what the page shows of it is read back from its markup. */
import type { ScenarioAnalysis } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { attribute, byId, elements, readUnfolded, tagged, textOf } from "./reading/page.ts";

function compared(): ScenarioAnalysis {
  const [analysis] = exampleAnalyses();
  const [description, ...rest] = analysis?.cases ?? [];
  if (analysis === undefined || description === undefined) throw new Error("there is no example");
  const comparison = {
    baseline: "base",
    contenders: ["base", "quick", "slow"].map((name) => ({ name, title: `The ${name} <one>` })),
    columns: [
      { name: "small", title: "32 B" },
      { name: "large", title: "1 MiB", bytes: 2 ** 20 },
    ],
    cells: [],
    unavailable: [{ contender: "slow", column: "large", reason: "it is too slow" }],
  };
  const cell = (
    contender: string,
    column: string,
    ratio: number,
    outcome: "baseline" | "wins" | "loses",
  ) => ({
    contender,
    column,
    median: 1000 * ratio,
    forkRatios: [ratio],
    ratio,
    interval: { low: ratio * 0.9, high: ratio * 1.1, confidence: 0.99 },
    outcome,
    warnings: [],
  });
  const cases = [{ ...description, comparison }, ...rest];
  return {
    ...analysis,
    header: { ...analysis.header, cases },
    cases,
    comparisons: [
      {
        scenario: analysis.header.scenario.name,
        case: description.name,
        title: "Race",
        comparison,
        cells: [
          cell("base", "small", 1, "baseline"),
          cell("base", "large", 1, "baseline"),
          cell("quick", "small", 0.25, "wins"),
          cell("quick", "large", 0.5, "wins"),
          cell("slow", "small", 8, "loses"),
        ],
      },
    ],
  };
}

const page = readUnfolded(await renderReport([compared()]));
const section = byId(page, "comparisons");

describe("a comparison in the report", () => {
  it("shows every multiple, marks what wins, and says why a cell is empty", () => {
    const rows = tagged(section, "tr").map((row) => tagged(row, "th", "td").map(textOf));
    expect(rows[1]?.slice(0, 2)).toEqual(["The base <one>", "1×"]);
    expect(rows[2]?.[1]).toBe("★ 0.25×");
    expect(rows[2]?.[4]).toBe("★ 0.5×");
    expect(rows[3]?.[1]).toBe("8×");
    expect(rows[3]?.[4]).toContain("not available: it is too slow");
  });

  it("shows a bandwidth where a column says how many bytes are moved (1 µs for 1 MiB are 1,049 GB/s)", () => {
    const rows = tagged(section, "tr").map((row) => tagged(row, "th", "td").map(textOf));
    expect(rows[0]).toEqual(["Way", "32 B", "Interval", "Cost", "1 MiB", "Interval", "Cost", "Bandwidth"]);
    expect(rows.slice(1, 3).map((row) => row[7])).toEqual(["1,049 GB/s", "2,097 GB/s"]);
    expect(rows[3]).toHaveLength(8);
  });

  it("draws a dot for every cell but the baseline's", () => {
    const chart = tagged(section, "svg")[0] ?? section;
    expect(attribute(chart, "aria-label") ?? textOf(chart)).toContain("0.25 times");
    expect(elements(chart).filter(({ tagName }) => tagName === "path").length).toBeGreaterThanOrEqual(3);
  });

  it("takes one row of the overview, which leads to it", () => {
    const links = tagged(byId(page, "overview"), "a").map((link) => attribute(link, "href"));
    expect(links).toContain("#comparisons");
  });
});
