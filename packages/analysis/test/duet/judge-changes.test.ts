/** Oracle: the change that was planted, and the rules of the design (p < 0.01, more than 2%, exact counts). */
import type { DuetForkRecord, Metric } from "@strait/results";
import { describe, expect, it } from "vitest";
import { type BuildChange, type ForkFigures, forkFigures, judgeChanges } from "../../src/index.ts";

const time: Metric = {
  name: "read",
  title: "Read",
  operation: "read",
  unit: "nanoseconds/operation",
  targets: [],
};
const bytes: Metric = { ...time, name: "bytes", title: "Size", unit: "bytes/operation" };

/** Ten forks around a change, each off by up to half of a per cent, and a control around another. */
function timed(change: number, control = 0): BuildChange {
  const forks = Array.from({ length: 10 }, (_, fork): ForkFigures => {
    const noise = 0.005 * Math.sin(7 * fork + 1);
    return {
      fork,
      base: 10,
      head: Math.log1p(change) + noise,
      control: Math.log1p(control) - noise,
      headCount: null,
    };
  });
  return { metric: time, forks, emptyBatch: 1 };
}

function counted(...pairs: readonly (readonly [base: number, head: number])[]): BuildChange {
  const forks = pairs.map(([base, head], fork) => ({
    fork,
    base,
    head: null,
    control: null,
    headCount: head,
  }));
  return { metric: bytes, forks, emptyBatch: null };
}

const outcomeOf = (change: BuildChange) => judgeChanges([change])[0]?.outcome;

describe("a change of a time", () => {
  it.each([
    ["slower", 0.05],
    ["faster", -0.05],
    ["same", 0],
    // Significant, and smaller than what an alarm takes.
    ["same", 0.01],
  ] as const)("is %s when %d was planted", (outcome, planted) => {
    const [judged] = judgeChanges([timed(planted)]);
    expect(judged?.outcome).toBe(outcome);
    expect(judged?.ratio).toBeCloseTo(1 + planted, 2);
    expect(judged?.interval?.low).toBeLessThanOrEqual(1 + planted + 0.005);
    expect(judged?.interval?.high).toBeGreaterThanOrEqual(1 + planted - 0.005);
  });

  it("raises no alarm when the base differs from its second copy by more", () => {
    const [judged] = judgeChanges([timed(0.05, 0.06)]);
    expect(judged?.outcome).toBe("undecided");
    expect(judged?.warnings).toEqual([expect.stringContaining("differs from its own second copy by 5.9%")]);
  });

  it("gets no verdict when the batch costs little more than its empty counterpart", () => {
    const [judged] = judgeChanges([{ ...timed(0.5), emptyBatch: 8 }]);
    expect(judged).toMatchObject({ outcome: "undecided", interval: null, probability: null });
    expect(judged?.warnings[0]).toContain("it may have done no work");
  });

  it("is undecided with too few forks, and without any", () => {
    const few = timed(0.5);
    expect(outcomeOf({ ...few, forks: few.forks.slice(0, 4) })).toBe("undecided");
    expect(outcomeOf({ ...few, forks: [] })).toBe("undecided");
  });

  it("needs more certainty among many tests than alone (oracle: Benjamini and Hochberg's bound, 0.05 × 1/60)", () => {
    const weak = timed(0.03);
    const spread = weak.forks.map((fork, index) => ({
      ...fork,
      head: (fork.head ?? 0) + (index % 2 ? 0.0246 : -0.0246),
    }));
    const alone = judgeChanges([{ ...weak, forks: spread }])[0];
    expect(alone?.outcome).toBe("slower");
    expect(alone?.probability).toBeGreaterThan(0.05 / 60);
    const among = judgeChanges([
      { ...weak, forks: spread },
      ...Array.from({ length: 59 }, () => timed(0)),
    ])[0];
    expect(among?.outcome).toBe("undecided");
  });
});

describe("a change of a count", () => {
  it.each([
    [
      "same",
      [
        [64, 64],
        [48, 48],
      ],
    ],
    [
      "same",
      [
        [1000, 1001],
        [1000, 1010],
      ],
    ],
    ["same", [[0, 0]]],
    [
      "more",
      [
        [64, 80],
        [48, 52],
      ],
    ],
    ["more", [[0, 1]]],
    [
      "fewer",
      [
        [80, 64],
        [52, 48],
      ],
    ],
    [
      "undecided",
      [
        [64, 80],
        [64, 48],
      ],
    ],
    ["undecided", []],
  ] as const)("is %s for %j", (outcome, pairs) => {
    expect(outcomeOf(counted(...pairs))).toBe(outcome);
  });
});

describe("the figures of a fork", () => {
  const fork: DuetForkRecord = {
    record: "duet-fork",
    scenario: "one",
    case: "two",
    fork: 3,
    startedAt: "2026-03-01T12:00:01.000Z",
    durationMilliseconds: 1,
    error: null,
    clock: "thread",
    loadOrder: ["base", "head", "control"],
    series: [
      {
        metric: "read",
        sampler: "batches",
        // Rounds of 1 : 2, 1 : 2 and, disturbed, 1 : 50. The machine drifts within the second round.
        samples: { base: [1, 1, 4, 2, 1, 1], head: [2, 2, 7, 5, 50, 50], control: [1, 1, 3, 3, 1, 1] },
        emptyBatch: null,
      },
    ],
    checks: { base: [], head: [], control: [] },
    warnings: [],
    resultChecksum: { base: null, head: null, control: null },
    probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
  };

  it("are the median over the rounds, in which a drift cancels (oracle: by hand)", () => {
    expect(forkFigures([fork], "read")).toEqual([
      { fork: 3, base: 1, head: Math.log(2), control: 0, headCount: null },
    ]);
  });

  it("are missing where the fork failed or did not measure", () => {
    expect(forkFigures([{ ...fork, error: "It failed." }], "read")).toEqual([]);
    expect(forkFigures([fork], "write")).toEqual([]);
  });
});
