/** Oracle: the plan in words: the same for all, then the widest, within the time. */
import {
  type CaseDescription,
  type ForkRecord,
  nothingObserved,
  type Target,
  type Unit,
} from "@strait/results";
import { describe, expect, it } from "vitest";
import { relativeHalfWidth } from "../src/run/half-width.ts";
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
function play(plan: Omit<ForkPlan, "countForks" | "sustainedForks">, most = 1, played = cases): string[] {
  const records: ForkRecord[] = [];
  for (;;) {
    const next = nextForks(played, records, { ...plan, countForks: 2, sustainedForks: 3 }, most);
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
    expect(nextForks(only, all.slice(1), plan, 1)).toMatchObject([{ fork: 0 }]);
    expect(nextForks(only, all, plan, 1)).toMatchObject([{ fork: 5 }]);
    expect(nextForks(only, [...all.slice(1), record("louder", 0, 1, "It ended.")], plan, 1)).toEqual([]);
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
  });

  it("knows no end with too few values, or with one that has no logarithm", () => {
    expect(relativeHalfWidth([1, 1, 1, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(relativeHalfWidth([1, 1, 1, 1, 0])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a case that is not available", () => {
  it("has one fork, which said so, while the others have theirs", () => {
    const plan = { forks: 3, mostForks: 5, countForks: 3, sustainedForks: 3, precision: 0.01, budget: 1e9 };
    const asks = [caseNamed("here"), caseNamed("nowhere")];
    const nowhere = { ...record("nowhere", 0, 1), series: [], unavailable: "there is none" };
    const here = (forks: number) => Array.from({ length: forks }, (_, fork) => record("here", fork, 5));
    expect(nextForks(asks, [...here(1), nowhere], plan, 9)).toMatchObject([
      { case: { name: "here" }, fork: 1 },
      { case: { name: "here" }, fork: 2 },
    ]);
    expect(nextForks(asks, [...here(5), nowhere], plan, 9)).toEqual([]);
  });
});
