/**
 * What a report of the whole suite may weigh. The design allows 1.5 MB and 20,000 elements for 50 charts; this page has
 * some 150, and stays far below because most of it is packed. The bounds are a tenth above what it has: who adds to the
 * page shall notice.
 */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { wholeSuite } from "./fixtures/whole-suite.ts";
import { attribute, elements, packedParts, readPage, readUnfolded, tagged } from "./reading/page.ts";

const analyses = wholeSuite();
const markup = await renderReport(analyses);
const folded = readPage(markup);

describe("a report of the whole suite", { timeout: 60_000 }, () => {
  it("is of a run as large as one in the full profile", () => {
    expect(analyses.flatMap(({ cases }) => cases).length).toBe(74);
    expect(analyses.flatMap(({ summaries }) => summaries).length).toBeGreaterThan(1000);
    expect(analyses.flatMap(({ fits }) => fits).length).toBe(48);
    const charts = tagged(readUnfolded(markup), "figure");
    expect(charts.length).toBeGreaterThan(130);
  });

  it("has at most 1.32 MB, 630 KB of them when sent compressed", () => {
    expect(Buffer.byteLength(markup)).toBeLessThan(1.32e6);
    expect(gzipSync(markup).length).toBeLessThan(630e3);
  });

  it("has at most 10,600 elements before anything is opened", () => {
    expect(elements(folded).length).toBeLessThan(10_600);
  });

  it("opens no drawer that brings more than 20,000 elements at once", () => {
    for (const part of packedParts(markup)) expect(part.split("<").length / 2).toBeLessThan(20_000);
  });

  it("packs the data of every chart, and every summary", () => {
    expect(tagged(folded, "figure").flatMap((figure) => tagged(figure, "table"))).toEqual([]);
    const [figures] = elements(folded, (element) => attribute(element, "id") === "figures");
    expect(tagged(figures ?? folded, "table")).toEqual([]);
  });
});

describe("a report of a few cases", { timeout: 60_000 }, () => {
  it("has at most 45 KB for each of its charts, with all their data", async () => {
    const few = await renderReport(exampleAnalyses());
    const charts = tagged(readUnfolded(few), "figure").length;
    expect(Buffer.byteLength(few) / charts).toBeLessThan(45e3);
  });
});
