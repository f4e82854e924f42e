/** Oracle: the scale itself. What is drawn must stand where its value is on the axis, recomputed here. */
import type { ScalingFit } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { memorySpec } from "../src/chart/memory.ts";
import { renderChart } from "../src/chart/render.ts";
import { scalingSpec } from "../src/chart/scaling.ts";
import { type TargetRow, targetSpec } from "../src/chart/targets.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { attribute, type Element, inheritedAttribute, readPage, tagged, textOf } from "./reading/page.ts";

async function drawn(spec: Parameters<typeof renderChart>[0]) {
  const markup = String(await renderChart(spec, { id: "chart", label: "A chart" }));
  const [svg] = tagged(readPage(`<!doctype html><title>.</title>${markup}`), "svg");
  if (svg === undefined) throw new Error("No SVG was drawn.");
  return { markup, svg };
}

function place(element: Element): { x: number; y: number } {
  const [, x = "0", y = "0"] =
    /translate\(([-\d.]+),([-\d.]+)\)/.exec(attribute(element, "transform") ?? "") ?? [];
  return { x: Number(x), y: Number(y) };
}

/** Whether all pairs lie on one line, to the half pixel that rounding leaves. */
function expectOnALine(pairs: readonly (readonly [number, number])[]): void {
  const [first = [0, 0], ...others] = pairs.toSorted(([a], [b]) => a - b);
  const last = others.at(-1) ?? first;
  const slope = (last[1] - first[1]) / (last[0] - first[0]);
  expect(Math.abs(slope)).toBeGreaterThan(0);
  for (const [value, pixel] of others) {
    expect(Math.abs(first[1] + slope * (value - first[0]) - pixel)).toBeLessThan(0.5);
  }
}

function row(ratio: number, outcome: TargetRow["outcome"], forks = 5): TargetRow {
  return {
    group: "Scenario",
    title: `Reached ${ratio}`,
    subtitle: "Allocation",
    outcome,
    ratio,
    interval: { low: ratio * 0.98, high: ratio * 1.02 },
    forkRatios: Array.from({ length: forks }, (_, fork) => ratio * (0.97 + fork * 0.015)),
    figures: [`${ratio}×`, "against"],
  };
}

describe("the chart of targets", () => {
  it("puts every glyph and the dashed rule where the logarithmic axis has them", async () => {
    const rows = [row(0.4, "fails"), row(1.01, "undecided"), row(3, "holds"), row(40, "holds")];
    const { svg } = await drawn(targetSpec(rows));
    const colors = ["var(--holds)", "var(--fails)", "var(--undecided)"];
    const glyphs = tagged(svg, "path").filter((path) =>
      colors.includes(inheritedAttribute(path, "stroke") ?? ""),
    );
    expect(glyphs.map((glyph) => inheritedAttribute(glyph, "stroke"))).toEqual(
      rows.map(({ outcome }) => `var(--${outcome})`),
    );
    const rule = tagged(svg, "line").find((line) => inheritedAttribute(line, "stroke-dasharray") !== null);
    if (rule === undefined) throw new Error("There is no dashed rule.");
    const pairs = rows.map(({ ratio }, index) => [Math.log(ratio), place(glyphs[index] ?? rule).x] as const);
    expectOnALine([...pairs, [0, place(rule).x]]);
  });

  it("gives each outcome a shape of its own", async () => {
    const { svg } = await drawn(targetSpec([row(0.4, "fails"), row(1.01, "undecided"), row(3, "holds")]));
    const shapes = Map.groupBy(tagged(svg, "path"), (path) => inheritedAttribute(path, "stroke"));
    expect([...shapes.keys()].toSorted()).toEqual(["var(--fails)", "var(--holds)", "var(--undecided)"]);
    const paths = [...shapes.values()].flatMap((list) => list.map((path) => attribute(path, "d")));
    expect(new Set(paths).size).toBe(3);
  });

  it("draws one tick for every fork", async () => {
    const { svg } = await drawn(targetSpec([row(0.4, "fails", 7)]));
    const ticks = tagged(svg, "line").filter((line) => inheritedAttribute(line, "stroke") === "var(--muted)");
    expect(ticks.length).toBe(7);
  });

  it("writes the figures that it was given", async () => {
    const { svg } = await drawn(targetSpec([row(0.4, "fails")]));
    expect(tagged(svg, "text").map(textOf)).toEqual(
      expect.arrayContaining(["Scenario", "Reached 0.4", "Allocation", "0.4×", "against", "1×"]),
    );
  });

  it("stays within 45 KB at 200 points", async () => {
    const { markup } = await drawn(
      targetSpec(Array.from({ length: 40 }, (_, index) => row(index + 0.5, "holds"))),
    );
    expect(markup.length).toBeLessThan(45_000);
  });
});

describe("the chart of a fit", () => {
  const fits = exampleAnalyses().flatMap((analysis) => analysis.fits);
  const undecided = fits.filter((fit) => fit.class === null);
  const dots = (svg: Element) =>
    tagged(svg, "path").filter((path) => inheritedAttribute(path, "fill") === "var(--data)");
  const curves = (svg: Element) =>
    tagged(svg, "path").filter((path) => inheritedAttribute(path, "stroke-width") === "2");

  it.each(fits)("puts points and residuals of $case, $metric.name where the axes have them", async (fit) => {
    const { svg } = await drawn(scalingSpec(fit));
    const places = dots(svg).map(place);
    const count = fit.points.length;
    expect(places.length).toBe(2 * count);
    const [points, residuals] = [places.slice(0, count), places.slice(count)];
    const at = (index: number) => points[index] ?? { x: Number.NaN, y: Number.NaN };
    expectOnALine(fit.points.map(({ size }, index) => [Math.log(size), at(index).x]));
    expectOnALine(fit.points.map(({ median }, index) => [Math.log(median), at(index).y]));
    expectOnALine(fit.residuals.map(({ relative }, index) => [relative, residuals[index]?.y ?? Number.NaN]));
    expect(residuals.map(({ x }) => x)).toEqual(points.map(({ x }) => x));
  });

  it("is as wide for every fit, so that neighbours line up", async () => {
    const boxes = await Promise.all(
      fits.map(async (fit) => attribute((await drawn(scalingSpec(fit))).svg, "viewBox")),
    );
    expect(new Set(boxes)).toEqual(new Set(["0 0 436 356"]));
  });

  it("draws the rival's curve, dashed, only where the class is undecided", async () => {
    for (const fit of fits) {
      const dashes = curves((await drawn(scalingSpec(fit))).svg).map((curve) =>
        inheritedAttribute(curve, "stroke-dasharray"),
      );
      expect(dashes.filter((dash) => dash !== null && dash !== "").length).toBe(fit.class === null ? 1 : 0);
    }
    expect(undecided.length).toBe(1);
  });

  it("turns to linear axes when sizes span less than a decade or a cost is zero", async () => {
    const [example] = fits;
    if (example === undefined) throw new Error("The fixtures have no fit.");
    const narrow: ScalingFit = { ...example, points: example.points.slice(0, 4), residuals: [] };
    const zero: ScalingFit = {
      ...example,
      points: example.points.map((point) => ({ ...point, median: 0, forkMedians: [0, 0] })),
    };
    for (const fit of [narrow, zero]) {
      const places = dots((await drawn(scalingSpec(fit))).svg).map(place);
      expectOnALine(fit.points.map(({ size }, index) => [size, places[index]?.x ?? Number.NaN]));
    }
  });

  it("stays within 45 KB at 200 points", async () => {
    const [example] = fits;
    if (example === undefined) throw new Error("The fixtures have no fit.");
    const crowded: ScalingFit = {
      ...example,
      points: example.points.map((point) => ({
        ...point,
        forkMedians: Array.from({ length: 17 }, (_, fork) => point.median * (0.95 + fork / 170)),
      })),
    };
    expect((await drawn(scalingSpec(crowded))).markup.length).toBeLessThan(45_000);
  });
});

describe("the chart of memory", () => {
  const memoryRow = (median: number) => ({
    title: "Case",
    subtitle: "Memory per message",
    median,
    interval: null,
    figure: `${median} B`,
  });
  const bars = (svg: Element) =>
    tagged(svg, "line").filter((line) => inheritedAttribute(line, "stroke") === "var(--data)");

  it("draws bars from zero, as long as what they stand for", async () => {
    const medians = [96, 214, 1872];
    const { svg } = await drawn(memorySpec(medians.map(memoryRow)));
    const lengths = bars(svg).map((bar) => Math.abs(Number(attribute(bar, "x2"))));
    expectOnALine([
      [0, 0],
      ...medians.map((median, index) => [median, lengths[index] ?? Number.NaN] as const),
    ]);
  });

  it("draws dots on a logarithmic axis when the largest is fifty times the smallest", async () => {
    const medians = [96, 4096, 4_194_304];
    const { svg } = await drawn(memorySpec(medians.map(memoryRow)));
    const dots = tagged(svg, "path").filter((path) => inheritedAttribute(path, "fill") === "var(--data)");
    expectOnALine(medians.map((median, index) => [Math.log(median), place(dots[index] ?? svg).x]));
  });

  it("draws nothing but zeros, too", async () => {
    const { svg } = await drawn(memorySpec([memoryRow(0)]));
    expect(tagged(svg, "text").map(textOf)).toContain("0 B");
  });
});

describe("renderChart", () => {
  it("refuses to draw a chart that Vega-Lite warns of, and says which", async () => {
    const spec = { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { shape: { field: "a" } } } as const;
    await expect(drawn(spec)).rejects.toThrow('The chart "chart" cannot be drawn as described:');
  });
});
