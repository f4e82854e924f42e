/** Oracle: the analyses themselves; what the page shows of how cases ran is read back from its markup. */
import type { ScenarioAnalysis } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import {
  bodyRows,
  byId,
  type Element,
  exactNumbers,
  readUnfolded,
  tagged,
  textOf,
  withClass,
} from "./reading/page.ts";

const analyses = exampleAnalyses();
const page = readUnfolded(await renderReport(analyses));
const observed = analyses.flatMap((analysis) => analysis.observed);
const conducts = analyses.flatMap((analysis) => analysis.conducts);
const nanoseconds = (milliseconds: number) => Math.round(milliseconds * 1e6);
const present = (...values: (number | null | undefined)[]) =>
  values.filter((value) => typeof value === "number");

function tables(section: string): Element[] {
  return tagged(byId(page, section), "table");
}

function numbersOf(table: Element | undefined): number[][] {
  return table === undefined ? [] : bodyRows(table).map((row) => row.flatMap(exactNumbers));
}

describe("memory over time", () => {
  const seen = observed.flatMap(({ memory }) => memory ?? []);

  it("has a picture and the phases of every case that was watched", () => {
    expect(tables("memory-over-time").length).toBe(seen.length);
    seen.forEach((course, index) => {
      const [whole, ...rows] = numbersOf(tables("memory-over-time")[index]);
      const phases = rows.slice(0, course.phases.length);
      const peak = Math.max(...course.points.map(([, , high]) => high));
      const end = Math.max(course.points.at(-1)?.[0] ?? 0, ...course.phases.map((phase) => phase.end));
      expect(whole).toEqual([0, nanoseconds(end), peak, course.points.at(-1)?.[2]]);
      expect(phases).toEqual(
        course.phases.map((phase) =>
          present(
            nanoseconds(phase.begin),
            nanoseconds(phase.end),
            phase.peakResidentBytes,
            phase.memory.resident,
            phase.memory.anonymous,
            phase.memory.heapUsed,
            phase.memory.arrayBuffers,
          ),
        ),
      );
    });
  });

  it("shows under the phases when a case told of its own memory, the most and the last of it", () => {
    const telling = seen.filter(({ told }) => told.length > 0);
    expect(telling.length).toBeGreaterThan(3);
    for (const course of telling) {
      const table = tables("memory-over-time")[seen.indexOf(course)];
      expect(numbersOf(table).slice(1 + course.phases.length)).toEqual(
        course.told.map(({ points }) => [
          nanoseconds(points[0]?.[0] ?? Number.NaN),
          nanoseconds(points.at(-1)?.[0] ?? Number.NaN),
          Math.max(...points.map(([, , high]) => high)),
          points.at(-1)?.[2],
        ]),
      );
      const rows = table === undefined ? [] : bodyRows(table).map(([name]) => (name ? textOf(name) : ""));
      expect(rows.slice(-2)).toEqual(["held, told 24 times", "live, told 24 times"]);
    }
    expect(textOf(byId(page, "memory-over-time"))).toContain(
      "Peak 90 MiB resident, 2.5 MiB held, 2 MiB live; fork 3, the middle one of 7.",
    );
  });

  it("says of which cases there is nothing to show, and why", () => {
    const text = textOf(byId(page, "memory-over-time"));
    const silent = observed.flatMap(({ case: name, memory }) => (memory === null ? [name] : []));
    expect(silent.length).toBeGreaterThan(2);
    const titles = analyses.flatMap(({ cases }) => cases).filter(({ name }) => silent.includes(name));
    for (const { title } of titles) expect(text).toMatch(new RegExp(`Not available for [^:]*${title}`));
    expect(text).toContain("nothing read the memory of a fork");
  });

  it("says so of a fork that ended before it told of its phases", async () => {
    const died = analyses.slice(0, 1).map(
      (analysis): ScenarioAnalysis => ({
        ...analysis,
        observed: analysis.observed.map((one) => ({
          ...one,
          completed: 0,
          memory: one.memory === null ? null : { ...one.memory, phases: [] },
          collections: null,
        })),
      }),
    );
    const dead = readUnfolded(await renderReport(died));
    const words = textOf(byId(dead, "memory-over-time"));
    expect(words.match(/It ended before it told of its phases/g)?.length).toBe(3);
    expect(textOf(byId(dead, "pauses"))).toContain("not available: no fork completed");
  });

  it("is folded by scenario when there are more than a dozen cases, and open when there are few", async () => {
    const groups = (where: Element) => withClass(where, "printed");
    const isOpen = ({ attrs }: Element) => attrs.some(({ name }) => name === "open");
    expect(groups(byId(page, "memory-over-time")).map(isOpen)).toEqual([false, false, false]);
    const few = readUnfolded(await renderReport(analyses.slice(0, 1)));
    expect(groups(byId(few, "memory-over-time")).map(isOpen)).toEqual([true]);
  });
});

describe("pauses", () => {
  it("shows counts, times and delays of every case, and nothing for what was not told", () => {
    expect(numbersOf(tables("pauses")[0])).toEqual(
      observed.map(({ collections, eventLoop }) => {
        const pauses = [collections?.minor, collections?.major].flatMap((one) =>
          one === undefined
            ? []
            : [
                one.count,
                ...[one.milliseconds, one.typical, one.longest].map((time) =>
                  time === null ? null : nanoseconds(time),
                ),
              ],
        );
        const delay = eventLoop?.delay ?? null;
        const times = delay === null ? [] : [delay.median, delay.p99, delay.longest].map(nanoseconds);
        return present(...pauses, eventLoop?.utilization, ...times);
      }),
    );
  });

  it("says why a figure is missing", () => {
    const text = textOf(byId(page, "pauses"));
    for (const reason of [
      "the runtime does not tell of its collections",
      "the work never gave the event loop a turn",
      "there was none",
    ]) {
      expect(text).toContain(reason);
    }
  });
});

describe("noise and disturbance", () => {
  const [floors, cases] = tables("noise").map(numbersOf);

  it("shows the noise floor of every scenario, and how many samples were disturbed", () => {
    expect(floors).toEqual(
      analyses.map(({ noiseFloor, conducts: own }) => {
        const samples = own.reduce((sum, conduct) => sum + conduct.samples, 0);
        const disturbed = own.reduce((sum, { disturbedSamples }) => sum + (disturbedSamples ?? 0), 0);
        const slowed = own.reduce((sum, { slowedSamples }) => sum + (slowedSamples ?? 0), 0);
        return present(
          noiseFloor?.typical,
          noiseFloor?.worst.share,
          noiseFloor?.compared,
          samples,
          disturbed,
          disturbed / samples,
          slowed,
          slowed / samples,
        );
      }),
    );
  });

  it("shows the same of every case, with the pressure on the processors", () => {
    expect(cases).toEqual(
      conducts.map(({ samples, disturbedSamples, slowedSamples }, index) =>
        present(
          samples,
          disturbedSamples,
          disturbedSamples === null ? null : disturbedSamples / samples,
          slowedSamples,
          slowedSamples === null ? null : slowedSamples / samples,
          observed[index]?.processorPressure,
        ),
      ),
    );
    expect(textOf(byId(page, "noise"))).toContain("the platform does not say how long a thread waited");
  });
});

describe("time and precision", () => {
  it("shows what every case took and reached", () => {
    expect(numbersOf(tables("case-costs")[0])).toEqual(
      conducts.map(({ forks, milliseconds, precision, samples, peakResidentBytes, allocated }) => {
        const [most] = allocated;
        return present(
          forks,
          nanoseconds(milliseconds),
          nanoseconds(milliseconds / forks),
          precision,
          samples,
          peakResidentBytes,
          most === undefined ? null : Math.max(most.high, most.resolution),
        );
      }),
    );
    expect(textOf(byId(page, "case-costs"))).toContain("no interval: fewer than three forks");
  });
});

describe("what a profile left out or made smaller", () => {
  const noted = analyses.flatMap(({ header, cases, conducts: own }) =>
    own.flatMap(({ case: name, notes }) => {
      const title = cases.find((described) => described.name === name)?.title ?? "";
      return notes.map((note) => `${header.scenario.title}, ${title}: ${note}`);
    }),
  );

  it("stands with how the case ran, word for word", () => {
    expect(noted.length).toBe(analyses.length);
    expect(noted[0]).toContain('" instead of 100: profile <smoke> & co.');
    const [list] = withClass(byId(page, "case-costs"), "notes");
    expect(list === undefined ? [] : tagged(list, "li").map(textOf)).toEqual(noted);
  });

  it("has no heading where nothing was left out", async () => {
    const whole = analyses.map((analysis) => ({
      ...analysis,
      conducts: analysis.conducts.map((conduct) => ({ ...conduct, notes: [] })),
    }));
    const section = byId(readUnfolded(await renderReport(whole)), "case-costs");
    expect(withClass(section, "notes")).toEqual([]);
    expect(textOf(section)).not.toContain("left out");
  });
});

describe("over a long time", () => {
  const [course] = analyses.flatMap(({ sustained }) => sustained);
  const section = byId(page, "sustained");

  it("shows the slope of every fork of every series, and its interval", () => {
    expect(tables("sustained").map(numbersOf)).toEqual(
      course?.series.map(({ forks }) =>
        forks.map(({ batches, points, slope, interval }) =>
          present(batches, points.at(0)?.value, points.at(-1)?.value, slope, interval?.low, interval?.high),
        ),
      ),
    );
  });

  it("puts each verdict with the series that it is about, and the typical slope in words", () => {
    const figures = tagged(section, "figure").map((figure) =>
      textOf(tagged(figure, "figcaption")[0] ?? figure),
    );
    expect(figures.map((words) => /holds|fails|undecided/.exec(words)?.[0])).toEqual([
      "holds",
      "fails",
      "undecided",
    ]);
    expect(figures[0]).toContain("Cost moves by +0.4% from start to end");
    expect(figures[1]).toContain("Moves by 0.4 B/operation (0.39 to 0.42 B/operation)");
    expect(figures[2]).toContain("No line: too few batches, or too few operations in each");
    expect(withClass(section, "badge").length).toBe(3);
  });

  it("says so when no fork completed", async () => {
    const silent = analyses.map(
      (analysis): ScenarioAnalysis => ({
        ...analysis,
        sustained: analysis.sustained.map((one) => ({
          ...one,
          series: one.series.map((series) => ({ ...series, forks: [], typical: null })),
        })),
      }),
    );
    const empty = byId(readUnfolded(await renderReport(silent)), "sustained");
    expect(textOf(empty).match(/Not available: no completed fork measured it/g)?.length).toBe(3);
    expect(tagged(empty, "svg").filter(({ attrs }) => attrs.some(({ value }) => value === "img"))).toEqual(
      [],
    );
  });
});

describe("what stands about a case that the header does not describe", () => {
  it("is refused: it would vanish from the report", async () => {
    const [first] = analyses;
    if (first === undefined) throw new Error("One is needed.");
    const stray = { ...first, conducts: first.conducts.map((conduct) => ({ ...conduct, case: "nowhere" })) };
    await expect(renderReport([stray])).rejects.toThrow('case "nowhere"');
  });
});
