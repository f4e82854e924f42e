/** Oracle: the scale itself. What is drawn must stand where its value is on the axis, recomputed here. */
import type { MemoryCourse, MemoryPoint, ScalingFit } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { caseCostsSpec } from "../src/chart/case-costs.ts";
import { courseSpec } from "../src/chart/course.ts";
import { memorySpec } from "../src/chart/memory.ts";
import { noiseSpec } from "../src/chart/noise.ts";
import { pausesSpec } from "../src/chart/pauses.ts";
import { renderChart } from "../src/chart/render.ts";
import { scalingSpec } from "../src/chart/scaling.ts";
import { type TargetRow, targetSpec } from "../src/chart/targets.ts";
import { timelineSpec } from "../src/chart/timeline.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { observe } from "./fixtures/observed-fixture.ts";
import { attribute, type Element, inheritedAttribute, readPage, tagged, textOf } from "./reading/page.ts";
import { separateMarks } from "./reading/separate-marks.ts";

async function drawn(spec: Parameters<typeof renderChart>[0]) {
  const markup = String(await renderChart(spec, { id: "chart", label: "A chart" }));
  const [svg] = tagged(readPage(`<!doctype html><title>.</title>${separateMarks(markup)}`), "svg");
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
    expect(new Set(boxes)).toEqual(new Set(["0 0 328 286"]));
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

/** The corners of a path of straight lines. */
function corners(path: Element): { x: number; y: number }[] {
  return [...(attribute(path, "d") ?? "").matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
}

describe("the chart of memory over time", () => {
  const course = observe("case", 3).memory;
  if (course === null) throw new Error("The fixture has no course.");

  it("puts lowest readings where the axes have them, and back along the highest", async () => {
    const { svg } = await drawn(timelineSpec(course));
    const band = tagged(svg, "path").find((path) => inheritedAttribute(path, "fill-opacity") === "0.35");
    const places = corners(band ?? svg);
    const back = course.points.toReversed().map(([time, , high]) => [time, high] as const);
    const outline = [...course.points.map(([time, low]) => [time, low] as const), ...back];
    expect(places.length).toBe(outline.length);
    expectOnALine(outline.map(([time], index) => [time, places[index]?.x ?? Number.NaN]));
    const levels = outline.map(([, bytes], index) => [bytes, places[index]?.y ?? Number.NaN] as const);
    expectOnALine(levels);
  });

  it("marks where measuring begins and ends on the same axis", async () => {
    const { svg } = await drawn(timelineSpec(course));
    const band = tagged(svg, "path").find((path) => inheritedAttribute(path, "fill-opacity") === "0.35");
    const edges = tagged(svg, "line").filter(
      (line) =>
        inheritedAttribute(line, "stroke") === "var(--axis)" &&
        Math.abs(Number(attribute(line, "y2"))) === 96 &&
        place(line).x > 1,
    );
    const measure = course.phases.find(({ name }) => name === "measure");
    expect(edges.length).toBe(2);
    expectOnALine([
      ...course.points.map(([time], index) => [time, corners(band ?? svg)[index]?.x ?? Number.NaN] as const),
      [measure?.begin ?? Number.NaN, place(edges[0] ?? svg).x],
      [measure?.end ?? Number.NaN, place(edges[1] ?? svg).x],
    ]);
  });

  it("is small: at most 5 KB, since a report has one for every case", async () => {
    expect((await drawn(timelineSpec(course))).markup.length).toBeLessThan(5_000);
  });

  it("is drawn of a fork that died before its first phase", async () => {
    const { svg } = await drawn(timelineSpec({ ...course, points: [[0, 5e6, 6e6]], phases: [] }));
    expect(tagged(svg, "text").length).toBeGreaterThan(2);
  });
});

describe("the chart of memory over time of a case that tells of its own", () => {
  const [small, large] = [0, 1].map((index) => observe("case", index).memory);
  if (!small || !large) throw new Error("The fixture has no courses.");
  const strokes = { held: "var(--ink)", live: "var(--live)" };
  const toldOf = (course: MemoryCourse, word: keyof typeof strokes) =>
    course.told.find(({ quantity }) => quantity === `${word} bytes`)?.points ?? [];
  const lineOf = (svg: Element, stroke: string) =>
    corners(tagged(svg, "path").find((path) => inheritedAttribute(path, "stroke") === stroke) ?? svg);
  /** Bytes and the heights at which they are drawn. */
  const pairs = (svg: Element, course: MemoryCourse, word: keyof typeof strokes) =>
    toldOf(course, word).map(
      ([, bytes], index) => [bytes, lineOf(svg, strokes[word])[index]?.y ?? Number.NaN] as const,
    );
  const residentPairs = (svg: Element, course: MemoryCourse) => {
    const band = tagged(svg, "path").find((path) => inheritedAttribute(path, "fill-opacity") === "0.35");
    return course.points.map(
      ([, low], index) => [low, corners(band ?? svg)[index]?.y ?? Number.NaN] as const,
    );
  };

  it("puts live, held and resident bytes on one axis where they can be compared", async () => {
    const { svg } = await drawn(timelineSpec(large));
    expect(toldOf(large, "live").length).toBe(24);
    expectOnALine([...residentPairs(svg, large), ...pairs(svg, large, "held"), ...pairs(svg, large, "live")]);
  });

  it("gives live and held bytes an axis of their own, below, where the process is much larger", async () => {
    const { svg } = await drawn(timelineSpec(small));
    const [resident, told] = [
      residentPairs(svg, small),
      [...pairs(svg, small, "held"), ...pairs(svg, small, "live")],
    ];
    expectOnALine(resident);
    expectOnALine(told);
    const heights = (those: readonly (readonly [number, number])[]) => those.map(([, y]) => y);
    expect(Math.max(...heights(resident))).toBeLessThan(Math.min(...heights(told)));
    // The largest of them takes most of the room: on the axis of the process it would take a fortieth.
    expect(Math.max(...heights(told)) - Math.min(...heights(told))).toBeGreaterThan(50);
  });

  it("has them all on the same axis of time", async () => {
    for (const course of [small, large]) {
      const { svg } = await drawn(timelineSpec(course));
      const band = tagged(svg, "path").find((path) => inheritedAttribute(path, "fill-opacity") === "0.35");
      const times = (points: readonly MemoryPoint[], places: { x: number }[]) =>
        points.map(([time], index) => [time, places[index]?.x ?? Number.NaN] as const);
      expectOnALine([
        ...times(course.points, corners(band ?? svg)),
        ...times(toldOf(course, "held"), lineOf(svg, strokes.held)),
        ...times(toldOf(course, "live"), lineOf(svg, strokes.live)),
      ]);
    }
  });

  it("names every line at its end in its own colour, live below held, and dashes what is alive", async () => {
    for (const course of [small, large]) {
      const { svg } = await drawn(timelineSpec(course));
      const words = ["resident", "held", "live"].map((word) =>
        tagged(svg, "text").find((text) => textOf(text) === word),
      );
      expect(words.map((word) => inheritedAttribute(word ?? svg, "fill"))).toEqual([
        "var(--data)",
        strokes.held,
        strokes.live,
      ]);
      const [, held = 0, live = 0] = words.map((word) => place(word ?? svg).y);
      expect(live - held).toBeGreaterThanOrEqual(12);
      const dashed = tagged(svg, "path").filter(
        (path) => inheritedAttribute(path, "stroke-dasharray") !== null,
      );
      expect(dashed.map((path) => inheritedAttribute(path, "stroke"))).toEqual([strokes.live]);
    }
  });

  it("keeps the times of its axis apart, though its plot is narrower", async () => {
    const { svg } = await drawn(timelineSpec(small));
    const times = tagged(svg, "text").filter((text) => /^(0|[0-9]+ ms)$/.test(textOf(text)));
    expect(times.map(textOf)).toEqual(["0", "200 ms", "400 ms"]);
  });

  it("keeps the words apart where all lines end at the same height", async () => {
    const flat = large.told.map((one) => ({
      ...one,
      points: [[0, 9e7, 9e7] as const, [400, 9e7, 9e7] as const],
    }));
    const { svg } = await drawn(
      timelineSpec({
        ...large,
        points: [
          [0, 9e7, 9e7],
          [400, 9e7, 9e7],
        ],
        told: flat,
      }),
    );
    const heights = ["resident", "held", "live"].map(
      (word) => place(tagged(svg, "text").find((text) => textOf(text) === word) ?? svg).y,
    );
    const apart = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
    expect(apart.map(Math.round)).toEqual([12, 12]);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  });

  it("draws a band where a point stands for several readings", async () => {
    const thinned = large.told.map((one) => ({
      ...one,
      points: one.points.map(([time, low, high]) => [time, low, high + 1e6] as const),
    }));
    const { svg } = await drawn(timelineSpec({ ...large, told: thinned }));
    expect(lineOf(svg, strokes.live).length).toBe(2 * 24);
    expect(lineOf(svg, strokes.held).length).toBe(2 * 24);
  });

  it("has at most 11 KB, with as many points as there can be", async () => {
    const full = large.told.map((one) => ({
      ...one,
      points: large.points.map(([time, low, high]) => [time, low / 2.1, high / 1.9] as const),
    }));
    expect((await drawn(timelineSpec({ ...large, told: full }))).markup.length).toBeLessThan(11_000);
  });
});

describe("the chart of a long load", () => {
  const forks = [0, 1, 2].map((fork) =>
    Array.from({ length: 60 }, (_, index) => ({
      operations: index * 1000,
      value: 9e6 + fork * 1e5 + index * 1e4,
    })),
  );
  const fitted = [
    { operations: 0, value: 9.1e6 },
    { operations: 59_000, value: 9.69e6 },
  ];

  it("draws every fork, the typical one thick, and the fitted line dashed on the same axes", async () => {
    const { svg } = await drawn(courseSpec({ unit: "bytes", forks, typical: 1, fitted }));
    const lines = tagged(svg, "path").filter((path) => corners(path).length > 1);
    const width = (path: Element) => inheritedAttribute(path, "stroke-width") ?? "1";
    expect(lines.map(width)).toEqual(["1", "1", "2", "1.5"]);
    const [, , typical = svg, dashed = svg] = lines;
    expect(inheritedAttribute(dashed, "stroke-dasharray")).toBe("5,4");
    const ends = (path: Element) => [corners(path).at(0), corners(path).at(-1)];
    expect(ends(dashed)).toEqual(ends(typical));
    expectOnALine(
      forks[1]?.map(({ value }, index) => [value, corners(typical)[index]?.y ?? Number.NaN]) ?? [],
    );
  });

  it("stays within 45 KB with sixteen forks", async () => {
    const many = Array.from({ length: 16 }, () => forks[0] ?? []);
    const spec = courseSpec({ unit: "bytes", forks: many, typical: 1, fitted });
    expect((await drawn(spec)).markup.length).toBeLessThan(45_000);
  });
});

describe("the charts of how cases ran", () => {
  const words = { title: "Case", subtitle: "Scenario", figures: ["a", "b"] } as const;
  const filled = (svg: Element) =>
    tagged(svg, "path").filter((path) => (inheritedAttribute(path, "fill") ?? "").startsWith("var(--"));

  it("puts pauses where the logarithmic axis has them, each kind with a shape of its own", async () => {
    const span = (typical: number) => ({ typical, longest: typical * 10 });
    const row = { ...words, minor: span(0.1), major: span(1), delay: span(10) };
    const { svg } = await drawn(pausesSpec([row]));
    const glyphs = filled(svg).slice(0, 3);
    expectOnALine([0.1, 1, 10].map((typical, index) => [Math.log(typical), place(glyphs[index] ?? svg).x]));
    expect(new Set(glyphs.map((glyph) => attribute(glyph, "d"))).size).toBe(3);
  });

  it("draws no typical pause where only the longest is known", async () => {
    const minor = { typical: null, longest: 5 };
    const { svg } = await drawn(pausesSpec([{ ...words, minor, major: null, delay: null }]));
    expect(filled(svg).length).toBe(0);
    expect(tagged(svg, "path").length).toBe(1);
  });

  it("puts typical and worst noise on one logarithmic axis", async () => {
    const rows = [
      { ...words, typical: 0.001, worst: 0.01 },
      { ...words, typical: 0.02, worst: 0.4 },
    ];
    const { svg } = await drawn(noiseSpec(rows));
    const [worst1 = svg, worst2 = svg, typical1 = svg, typical2 = svg] = filled(svg);
    expectOnALine([
      [Math.log(0.01), place(worst1).x],
      [Math.log(0.4), place(worst2).x],
      [Math.log(0.001), place(typical1).x],
      [Math.log(0.02), place(typical2).x],
    ]);
  });

  it("draws time as bars from zero and precision as dots, none where there is no interval", async () => {
    const rows = [
      { ...words, seconds: 10, precision: 0.1 },
      { ...words, seconds: 5, precision: null },
      { ...words, seconds: 1, precision: 0.001 },
    ];
    const { svg } = await drawn(caseCostsSpec(rows));
    const bars = tagged(svg, "line").filter((line) => inheritedAttribute(line, "stroke") === "var(--data)");
    const lengths = bars.map((bar) => Math.abs(Number(attribute(bar, "x2"))));
    expectOnALine([
      [0, 0],
      ...rows.map(({ seconds }, index) => [seconds, lengths[index] ?? Number.NaN] as const),
    ]);
    expect(filled(svg).length).toBe(2);
  });

  it("keeps the times of its axis so far apart that they do not touch", async () => {
    const { svg } = await drawn(caseCostsSpec([{ ...words, seconds: 0.97, precision: null }]));
    const times = tagged(svg, "text").filter((text) => /^(0|[0-9]+ m?s)$/.test(textOf(text)));
    expect(times.map(textOf)).toEqual(["0", "400 ms", "800 ms"]);
    const places = times.map((text) => place(text).x);
    expect(places.slice(1).map((x, index) => Math.round(x - (places[index] ?? 0)))).toEqual([80, 80]);
  });

  it("is drawn when no case has an interval", async () => {
    const { svg } = await drawn(caseCostsSpec([{ ...words, seconds: 1, precision: null }]));
    expect(filled(svg)).toEqual([]);
  });
});

describe("renderChart", () => {
  it("refuses to draw a chart that Vega-Lite warns of, and says which", async () => {
    const spec = { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { shape: { field: "a" } } } as const;
    await expect(drawn(spec)).rejects.toThrow('The chart "chart" cannot be drawn as described:');
  });
});
