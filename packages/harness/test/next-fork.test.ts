/** Oracle: the plan in words: the same for all, then the widest, within the time. */
import {
  type CaseDescription,
  type ForkRecord,
  nothingObserved,
  type Target,
  type Unit,
} from "@strait/results";
import { describe, expect, it } from "vitest";
import { isOpen, relativeHalfWidth } from "../src/run/half-width.ts";
import { type ForkPlan, nextForks } from "../src/run/next-fork.ts";

function caseNamed(
  name: string,
  unit: Unit = "nanoseconds/operation",
  targets: Target[] = [],
): CaseDescription {
  const metric = { name: "time", title: "Time", operation: "turn", unit };
  return { name, title: name, description: "", metrics: [{ ...metric, targets }] };
}

function record(name: string, fork: number, sample: number, error: string | null = null): ForkRecord {
  return {
    record: "fork",
    case: name,
    fork,
    startedAt: "2026-03-01T12:00:00.000Z",
    durationMilliseconds: 100,
    error,
    series: [
      {
        metric: "time",
        size: null,
        sampler: "phases",
        operationsPerSample: 1,
        samples: [sample],
        emptyBatch: 0,
        disturbed: null,
        allocation: null,
      },
    ],
    checks: [],
    warnings: [],
    resultChecksum: "0",
    probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
    observation: nothingObserved,
  };
}

const cases = [caseNamed("quiet"), caseNamed("loud"), caseNamed("louder")];
const spread = { quiet: 0.001, loud: 0.05, louder: 0.2 };

/** A sample that lies on one side and the other of 100 in turn, as far as its case is loud. */
function sampleOf(name: string, fork: number): number {
  const share = name in spread ? spread[name as keyof typeof spread] : 0;
  return 100 * (1 + (fork % 2 === 0 ? share : -share));
}

/** Plays a plan to its end, so many forks at a time. */
function play(plan: ForkPlan, most = 1, played = cases): string[] {
  const records: ForkRecord[] = [];
  for (;;) {
    const next = nextForks(played, records, [], { countForks: 2, sustainedForks: 3, ...plan }, most);
    if (next.length === 0) return records.map((one) => `${one.case} ${one.fork}`);
    for (const { case: one, fork } of next) records.push(record(one.name, fork, sampleOf(one.name, fork)));
  }
}

describe("the next fork", () => {
  it("is round robin, and nothing more when no more is allowed", () => {
    expect(play({ forks: 2, mostForks: 2, precision: 0.01, budget: 1e9 })).toEqual([
      "quiet 0",
      "loud 0",
      "louder 0",
      "quiet 1",
      "loud 1",
      "louder 1",
    ]);
  });

  it("goes to the widest interval as long as there is time", () => {
    const order = play({ forks: 5, mostForks: 12, precision: 0.03, budget: 2000 });
    expect(order).toHaveLength(20);
    expect(order.slice(15)).toEqual(["louder 5", "louder 6", "louder 7", "louder 8", "louder 9"]);
  });

  it("leaves alone what is narrow already, and goes no further than allowed", () => {
    const order = play({ forks: 5, mostForks: 7, precision: 0.01, budget: 1e9 });
    const count = (name: string) => order.filter((one) => one.startsWith(`${name} `)).length;
    expect([count("quiet"), count("loud"), count("louder")]).toEqual([5, 7, 7]);
  });

  it("takes all that every case must have, whatever the time", () => {
    expect(play({ forks: 5, mostForks: 12, precision: 0.03, budget: 0 })).toHaveLength(15);
  });

  it("fills what is missing first, and asks no more of a case that fails", () => {
    const plan = { forks: 5, countForks: 5, sustainedForks: 5, mostForks: 12, precision: 0.01, budget: 1e9 };
    const all = [0, 1, 2, 3, 4].map((fork) => record("louder", fork, sampleOf("louder", fork)));
    const [louder] = cases.slice(2);
    const only = louder === undefined ? [] : [louder];
    expect(nextForks(only, all.slice(1), [], plan, 1)).toMatchObject([{ fork: 0 }]);
    expect(nextForks(only, all, [], plan, 1)).toMatchObject([{ fork: 5 }]);
    expect(nextForks(only, [...all.slice(1), record("louder", 0, 1, "It ended.")], [], plan, 1)).toEqual([]);
  });

  it("is the same whether forks come one or two at a time, as long as every case must have them", () => {
    const plan = { forks: 5, mostForks: 5, precision: 0.01, budget: 0 };
    expect(play(plan, 2)).toEqual(play(plan));
  });

  it("never comes twice at a time for one case, and both fit what is left of the time", () => {
    const order = play({ forks: 5, mostForks: 12, precision: 0.03, budget: 1800 }, 2);
    expect(order.slice(15)).toEqual(["louder 5", "loud 5", "louder 6"]);
  });

  it("is one of few for a case that is only counted, unless a target needs an interval", () => {
    const target: Target = { name: "goal", source: "", comparison: "atMost", value: 1, unit: "bytes" };
    const played = [caseNamed("timed"), caseNamed("counted", "bytes"), caseNamed("held", "bytes", [target])];
    const order = play({ forks: 5, mostForks: 5, precision: 0.01, budget: 0 }, 2, played);
    const count = (name: string) => order.filter((one) => one.startsWith(`${name} `)).length;
    expect([count("timed"), count("counted"), count("held")]).toEqual([5, 2, 5]);
  });

  it("goes to a case whose interval has its target in it before it goes to the widest, and to no other because of one", () => {
    const goal = (value: number): Target => {
      return { name: "goal", source: "", comparison: "atLeast", value, unit: "operations/second" };
    };
    // 100 ns, give or take 5%: 10 M/s are within the interval, 5 M/s are not.
    const held = (value: number) => caseNamed("loud", "nanoseconds/operation", [goal(value)]);
    const plan = { forks: 3, mostForks: 4, precision: 0.5, budget: 1e9 };
    const further = (value: number) => play(plan, 1, [caseNamed("louder"), held(value)]).slice(6);
    expect(further(10e6)).toEqual(["loud 3", "louder 3"]);
    expect(further(5e6)).toEqual(["louder 3"]);
  });

  it("counts what is under way as measured, and waits for it before it goes to the widest", () => {
    const plan = { forks: 2, mostForks: 3, precision: 0, budget: 1e9 };
    const [quiet, loud, louder] = cases.map((one) => ({ case: one, fork: 0 }));
    if (quiet === undefined || loud === undefined || louder === undefined) throw new Error("three cases");
    expect(nextForks(cases, [], [quiet, loud], plan, 2)).toMatchObject([louder, { fork: 1 }]);
    const first = cases.map(({ name }) => record(name, 0, sampleOf(name, 0)));
    const last = cases.map((one) => ({ case: one, fork: 1 }));
    expect(nextForks(cases, first, last, plan, 9)).toEqual([]);
  });

  it("is one of few for a case that asks what adds up, and none is added for its interval", () => {
    const sustained = { operationsPerBatch: 50_000, questions: ["drift" as const] };
    const played = [caseNamed("timed"), { ...caseNamed("steady"), sustained }];
    const order = play({ forks: 5, mostForks: 9, precision: 0.01, budget: 1e9 }, 1, played);
    expect(order.filter((one) => one.startsWith("steady "))).toHaveLength(3);
  });
});

describe("the half width of an interval", () => {
  it("is Student's on the logarithms (oracle: by hand)", () => {
    // The logs are -a, 0, a, 0, 0: their standard deviation is a / √2, and t at 99.5% with 4 degrees is 4.6041.
    const a = 0.02;
    const values = [-a, 0, a, 0, 0].map((log) => 100 * Math.exp(log));
    expect(relativeHalfWidth(values)).toBeCloseTo(Math.expm1((4.6041 * a) / Math.SQRT2 / Math.sqrt(5)), 5);
    expect(relativeHalfWidth([7, 7, 7, 7, 7])).toBeCloseTo(0, 12);
    // Three logs -a, 0, a have the standard deviation a, and t at 99.5% with 2 degrees is 9.9248.
    const three = [-a, 0, a].map((log) => 100 * Math.exp(log));
    expect(relativeHalfWidth(three)).toBeCloseTo(Math.expm1((9.9248 * a) / Math.sqrt(3)), 5);
  });

  it("knows no end with too few values, or with one that has no logarithm", () => {
    expect(relativeHalfWidth([1, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(relativeHalfWidth([1, 1, 1, 1, 0])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("whether it is open on which side of a boundary values are", () => {
  it("goes by their interval (oracle: by hand, as above)", () => {
    const values = [-0.02, 0, 0.02, 0, 0].map((log) => 100 * Math.exp(log));
    const reach = (4.6041 * 0.02) / Math.SQRT2 / Math.sqrt(5);
    expect(isOpen(values, 100 * Math.exp(0.99 * reach))).toBe(true);
    expect(isOpen(values, 100 * Math.exp(1.01 * reach))).toBe(false);
    expect(isOpen(values, 100 * Math.exp(-1.01 * reach))).toBe(false);
  });

  it("is open with too few values or a zero among others, and not where all are zero", () => {
    expect(isOpen([1, 1], 50)).toBe(true);
    expect(isOpen([0, 1, 1, 1, 1], 50)).toBe(true);
    expect(isOpen([0, 0, 0], 50)).toBe(false);
  });
});

describe("a case that is not available", () => {
  it("has one fork, which said so, while the others have theirs", () => {
    const plan = { forks: 3, mostForks: 5, countForks: 3, sustainedForks: 3, precision: 0.01, budget: 1e9 };
    const asks = [caseNamed("here"), caseNamed("nowhere")];
    const nowhere = { ...record("nowhere", 0, 1), series: [], unavailable: "there is none" };
    const here = (forks: number) => Array.from({ length: forks }, (_, fork) => record("here", fork, 5));
    expect(nextForks(asks, [...here(1), nowhere], [], plan, 9)).toMatchObject([
      { case: { name: "here" }, fork: 1 },
      { case: { name: "here" }, fork: 2 },
    ]);
    expect(nextForks(asks, [...here(5), nowhere], [], plan, 9)).toEqual([]);
  });
});

describe("a case beside a neighbour", () => {
  const plan = {
    forks: 3,
    countForks: 1,
    sustainedForks: 3,
    mostForks: 8,
    precision: 0.01,
    budget: 1e9,
  };
  const [one, other] = [caseNamed("one"), caseNamed("other")];
  const samples = [100, 100, 100, 100];

  /** A fork of which all samples were slowed, or none. */
  function paced(name: string, fork: number, isSlowed: boolean): ForkRecord {
    const plain = record(name, fork, 100);
    const slowed = isSlowed ? [0, 1, 2, 3] : [];
    return { ...plain, series: plain.series.map((series) => ({ ...series, samples, slowed })) };
  }

  it("has more forks until as many as are planned were alone, before any other has", () => {
    const wide = [0, 1, 2].map((fork) => record("other", fork, sampleOf("louder", fork)));
    const slowed = [paced("one", 0, true), paced("one", 1, false), paced("one", 2, true)];
    const names = (records: readonly ForkRecord[]) =>
      nextForks([other, one], records, [], plan, 9).map((next) => `${next.case.name} ${next.fork}`);
    expect(names([...wide, ...slowed])).toEqual(["one 3", "other 3"]);
    expect(names([...wide, ...slowed, paced("one", 3, false)])).toEqual(["one 4", "other 3"]);
    expect(names([...wide, ...slowed, paced("one", 3, false), paced("one", 4, false)])).toEqual(["other 3"]);
  });

  it("has them only while the time and the most forks allow", () => {
    const slowed = [0, 1, 2].map((fork) => paced("one", fork, true));
    expect(nextForks([one], slowed, [], { ...plan, budget: 350 }, 9)).toEqual([]);
    expect(nextForks([one], slowed, [], { ...plan, mostForks: 3 }, 9)).toEqual([]);
    expect(nextForks([one], slowed, [], plan, 9)).toMatchObject([{ fork: 3 }]);
  });

  it("is as wide as its quiet forks are", () => {
    const forks = [0, 1, 2].map((fork) => paced("one", fork, false));
    const loud = { ...paced("one", 3, true), series: record("one", 3, 400).series };
    const slowedLoud = {
      ...loud,
      series: loud.series.map((series) => ({
        ...series,
        samples: [400, 400, 400, 400],
        slowed: [0, 1, 2, 3],
      })),
    };
    expect(nextForks([one], [...forks, slowedLoud], [], plan, 9)).toEqual([]);
    expect(nextForks([one], [...forks, loud], [], plan, 9)).toMatchObject([{ fork: 4 }]);
  });
});
