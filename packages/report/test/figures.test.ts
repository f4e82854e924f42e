/** Oracle: the analysis itself, and a reading of the shown text that knows nothing of how it was written. */
import type { Summary } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import {
  attribute,
  bodyRows,
  byId,
  type Element,
  exactNumbers,
  readUnfolded,
  tagged,
  textOf,
  withClass,
} from "./reading/page.ts";
import { shownNumber } from "./reading/shown-number.ts";

const analyses = exampleAnalyses();
const page = readUnfolded(await renderReport(analyses));
const summaries = analyses.flatMap((analysis) => analysis.summaries);
const verdicts = analyses.flatMap((analysis) => analysis.verdicts);
const fits = analyses.flatMap((analysis) => analysis.fits);

const rate = (cost: number) => 1e9 / cost;

/** The row of the overview for the metric of a summary. */
function overviewRow(summary: Summary): Element {
  return byId(page, `metric-${summary.scenario}-${summary.case}-${summary.metric.name}`);
}

function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`One was expected, not ${items.length}.`);
  return item;
}

describe("every figure that is shown", () => {
  it("reads as the exact number beside it, to half a percent", () => {
    const shown = tagged(page, "data").flatMap((data) => {
      const values = (attribute(data, "value") ?? "").split(" ").map(Number);
      return values.length === 1 && !/[<>]/.test(textOf(data))
        ? [{ value: values[0] ?? 0, text: textOf(data) }]
        : [];
    });
    expect(shown.length).toBeGreaterThan(700);
    for (const { value, text } of shown) {
      const tolerance = Math.max(Math.abs(value) * 0.005, 0.0005);
      expect(Math.abs(shownNumber(text) - value), `${text} for ${value}`).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe("at a glance", () => {
  it("counts what the analyses conclude", () => {
    const count = (outcome: string) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
    const tiles = withClass(page, "tile").map(exactNumbers);
    const checks = verdicts.filter(
      ({ question, outcome }) => question === "checks" && outcome === "holds",
    ).length;
    expect(tiles).toEqual([[count("holds")], [count("fails")], [count("undecided")], [checks]]);
    expect(count("fails") > 0 && count("undecided") > 0).toBe(true);
  });

  it("says in a sentence what does not hold, failures first", () => {
    const lists = withClass(page, "urgent").map((list) =>
      tagged(list, "div").flatMap((one) => tagged(one, "p")),
    );
    expect(lists.map((list) => list.map(textOf))).toEqual(
      ["fails", "undecided"].map((outcome) =>
        verdicts.filter((verdict) => verdict.outcome === outcome).map(({ sentence }) => sentence),
      ),
    );
  });

  it("says of every scenario from where to where its times reach", () => {
    const [memory = page, wide = page, scalability = page] = withClass(page, "case-count");
    const times = (name: string) =>
      summaries.filter(
        ({ scenario, size, metric }) =>
          scenario === name && size === null && metric.unit === "nanoseconds/operation",
      );
    for (const [words, name] of [
      [memory, "memory"],
      [wide, "wide"],
    ] as const) {
      const [from = "", to = ""] = textOf(words).split(", ")[1]?.split(" to ") ?? [];
      const medians = times(name).map(({ median }) => median);
      const unit = to.replace(/^[\d.,]+/, "");
      const ends = [/[a-zµ]/.test(from) ? from : `${from}${unit}`, to].map(shownNumber);
      expect(ends[0]).toBeCloseTo(Math.min(...medians), 1);
      expect(Math.abs((ends[1] ?? 0) / Math.max(...medians) - 1)).toBeLessThan(0.005);
    }
    expect(times("scalability")).toEqual([]);
    expect(textOf(scalability)).toBe("3 cases");
  });

  it("counts for every scenario what the analysis concludes", () => {
    const tallies = tagged(byId(page, "overview"), "summary").flatMap((summary) =>
      withClass(summary, "tally"),
    );
    expect(tallies.map(textOf)).toEqual(
      analyses.map((analysis) => {
        const count = (outcome: string) =>
          analysis.verdicts.filter((verdict) => verdict.outcome === outcome).length;
        const words = [
          `${count("holds")} hold`,
          `${count("fails")} ${count("fails") === 1 ? "fails" : "fail"}`,
          `${count("undecided")} undecided`,
        ];
        return words.filter((word) => !word.startsWith("0 ")).join(" ");
      }),
    );
  });

  it("says in a line when, of which commit, on what and how thoroughly it was measured", () => {
    const [line = page] = tagged(only(withClass(page, "conditions")), "summary");
    expect(textOf(line)).toBe(
      "2026-11-23 12:05 UTC · commit c0ffee5d1e, with changes that are not committed · AMD EPYC 7B13, linux-x64 · Node.js 26.10.0 · quick profile, 7 forks per case",
    );
  });

  it("says there that cases may have more forks than all have", async () => {
    const more = exampleAnalyses().map((one) => ({
      ...one,
      header: { ...one.header, run: { ...one.header.run, forks: 3, mostForks: 12 } },
    }));
    const words = textOf(only(withClass(readUnfolded(await renderReport(more)), "conditions")));
    expect(words).toContain("quick profile, 3 or more forks per case");
  });

  it("counts in that line what differs, and spans the times", async () => {
    const [first, second] = exampleAnalyses();
    if (first === undefined || second === undefined) throw new Error("Two are needed.");
    const run = { ...second.header.run, startedAt: "2026-11-23T13:10:00.000Z", commit: null };
    const varied = [first, { ...second, header: { ...second.header, run } }];
    const [line = page] = tagged(
      only(withClass(readUnfolded(await renderReport(varied)), "conditions")),
      "summary",
    );
    expect(textOf(line)).toMatch(/^2026-11-23 12:05 to 13:10 UTC · 2 commits · /);
  });

  it("says on what it was measured", () => {
    const text = textOf(only(withClass(page, "facts")));
    for (const fact of [
      "2026-11-23 12:05 UTC",
      "c0ffee5d1e",
      "AMD EPYC 7B13",
      "Node.js 26.10.0",
      "quick",
      "7 forks",
      "42",
    ]) {
      expect(text).toContain(fact);
    }
  });
});

describe("the overview", () => {
  it.each(summaries.filter(({ size }) => size === null))(
    "shows median, interval and rate of $case, $metric.name",
    (summary) => {
      const ends = summary.interval === null ? [] : [summary.interval.low, summary.interval.high];
      const isTime = summary.metric.unit === "nanoseconds/operation";
      const expected = [summary.median, ...ends, ...(isTime ? [rate(summary.median)] : [])];
      expect(exactNumbers(overviewRow(summary))).toEqual(expected);
    },
  );

  it("shows every verdict on a metric in its row, with its sentence and what would decide it", () => {
    for (const summary of summaries) {
      const shown = withClass(overviewRow(summary), "verdict").map(textOf);
      const about = verdicts.filter(
        (verdict) =>
          verdict.scenario === summary.scenario &&
          verdict.case === summary.case &&
          verdict.metric === summary.metric.name,
      );
      expect(shown.length).toBe(about.length);
      about.forEach((verdict, index) => {
        expect(shown[index]).toContain(`${verdict.outcome} `);
        expect(shown[index]).toContain(verdict.sentence);
        expect(shown[index]).toContain(verdict.wouldDecide ?? "");
        expect(shown[index]).toContain(
          verdict.target?.name ?? (verdict.question === "scaling" ? "growth" : verdict.question),
        );
      });
    }
  });

  it("shows every warning", () => {
    const overview = textOf(byId(page, "overview"));
    const warnings = [...summaries, ...fits, ...analyses].flatMap((source) => source.warnings);
    expect(warnings.length).toBeGreaterThan(3);
    for (const warning of warnings) expect(overview).toContain(warning);
  });
});

describe("the targets", () => {
  it.each(["goal", "floor"])("shows in its table what was measured against the %s, fork by fork", (name) => {
    const figure = only(
      tagged(byId(page, "targets"), "figure").filter((one) => textOf(one).includes(`Against the ${name}`)),
    );
    const shown = bodyRows(only(tagged(figure, "table"))).map((row) => row.flatMap(exactNumbers));
    const expected = verdicts.flatMap(({ scenario, case: caseName, metric, target }) => {
      const summary = summaries.find(
        (entry) => entry.scenario === scenario && entry.case === caseName && entry.metric.name === metric,
      );
      if (target?.name !== name || summary === undefined) return [];
      const convert = target.unit === "operations/second" ? rate : (cost: number) => cost;
      const measured = convert(summary.median);
      const ends = [summary.interval?.low ?? 0, summary.interval?.high ?? 0]
        .map(convert)
        .sort((a, b) => a - b);
      const ratio = target.comparison === "atLeast" ? measured / target.value : target.value / measured;
      return [[ratio, measured, ...ends, target.value, ...summary.forkMedians.map(convert)]];
    });
    expect(expected.length).toBeGreaterThan(6);
    expect(shown).toEqual(expected);
  });

  it("shows first the target that is missed most", () => {
    const titles = tagged(byId(page, "targets"), "figcaption").map(textOf);
    expect(titles[0]).toContain("goal");
  });
});

describe("the fits", () => {
  it.each(fits)("shows points, residuals and models of $case, $metric.name", (fit) => {
    const article = byId(page, `fit-${fit.scenario}-${fit.case}-${fit.metric.name}`);
    const [points, models] = tagged(article, "table").map((table) =>
      bodyRows(table).map((row) => row.flatMap(exactNumbers)),
    );
    expect(points).toEqual(
      fit.points.map(({ size, median, forkMedians }) => {
        const residual = only(fit.residuals.filter((entry) => entry.size === size));
        return [size, median, residual.fitted, residual.relative, ...forkMedians];
      }),
    );
    expect(models).toEqual(
      fit.models.map(({ weight, coefficient, hasIntercept, intercept, sigma, aicc }) => [
        weight,
        coefficient,
        ...(hasIntercept ? [intercept] : []),
        sigma,
        aicc,
      ]),
    );
  });

  it.each(fits)("says the class, its weight and the exponent of $case, $metric.name", (fit) => {
    const article = byId(page, `fit-${fit.scenario}-${fit.case}-${fit.metric.name}`);
    const words = only(withClass(article, "fit-words"));
    const heaviest = Math.max(...fit.classWeights.map(({ weight }) => weight));
    expect(textOf(words)).toContain(fit.class === null ? "Class undecided" : `Grows as ${fit.class} `);
    for (const plausible of fit.plausible) expect(textOf(words)).toContain(plausible);
    expect(exactNumbers(words)).toEqual([heaviest, fit.exponent.estimate, fit.models[0]?.coefficient]);
  });
});

describe("memory", () => {
  it("shows every metric that counts bytes at one size", () => {
    const shown = tagged(byId(page, "memory"), "table").flatMap((table) =>
      bodyRows(table).map((row) => row.flatMap(exactNumbers)),
    );
    const inUnit = (unit: string) =>
      summaries.filter(({ size, metric }) => size === null && metric.unit === unit);
    const expected = [...inUnit("bytes/operation"), ...inUnit("bytes")].map(
      ({ median, interval, forkMedians }) => [median, interval?.low, interval?.high, ...forkMedians],
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(shown).toEqual(expected);
  });
});

describe("checks", () => {
  it("lists every case with its sentence, failures first", () => {
    const rows = tagged(byId(page, "checks"), "table").flatMap((table) =>
      bodyRows(table).map((row) => row.map(textOf)),
    );
    const order = rows.map(([, outcome]) => ["fails", "undecided", "holds"].indexOf(outcome ?? ""));
    const expected = verdicts.filter(({ question }) => question === "checks").map(({ sentence }) => sentence);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    for (const sentence of expected) expect(rows.some(([, , found]) => found?.includes(sentence))).toBe(true);
    expect(rows.length).toBe(expected.length);
  });
});

describe("every figure", () => {
  it("holds all that is known of every summary", () => {
    const rows = tagged(byId(page, "figures"), "table").flatMap((table) =>
      bodyRows(table).map((row) => row.flatMap(exactNumbers)),
    );
    expect(rows).toEqual(
      summaries.map((summary) => [
        ...(summary.size === null ? [] : [summary.size]),
        summary.median,
        ...(summary.interval === null ? [] : [summary.interval.low, summary.interval.high]),
        summary.medianAbsoluteDeviation,
        summary.percentiles.p50,
        summary.percentiles.p90,
        summary.percentiles.p99,
        ...(summary.emptyBatch === null ? [] : [summary.emptyBatch]),
        ...summary.forkMedians,
      ]),
    );
  });
});
