/** Oracle: a clock that the work itself moves, so that every round takes as long as it was planted to take. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStopwatch } from "../src/fork/stopwatch.ts";
import { warmRounds } from "../src/fork/warm-rounds.ts";
import { type Patience, phaseCase, sweepCase, warmUp } from "../src/index.ts";

const profile = { warmUp: { patience: 25, most: 150 } };

/**
 * Rounds that one warm-up takes, when round number n takes `cost(n)` milliseconds, and another part of the same round
 * `beside`.
 */
function roundsOf(cost: (round: number) => number, settings = profile, beside = 0): number {
  let [now, rounds] = [0n, 0];
  const clock = () => now;
  const definition = phaseCase({
    name: "planted",
    title: "Planted",
    description: "Takes as long as it is told.",
    metrics: {
      work: { title: "Work", operation: "operation" },
      other: { title: "Other work", operation: "operation" },
    },
    start: () => ({
      measure({ time }) {
        const work = time(1, () => {
          now += BigInt(Math.round(1e6 * cost(rounds)));
          rounds += 1;
          return rounds;
        });
        const other = time(10, () => {
          now += BigInt(1e6 * beside);
          return rounds;
        });
        return beside === 0 ? { work, other: work } : { work, other };
      },
    }),
  });
  const workload = definition.start(context);
  warmRounds(
    definition,
    workload,
    settings,
    createStopwatch(clock, () => {}),
    clock,
  );
  return rounds;
}

const context = {
  profile: "quick" as const,
  seed: 1,
  sink() {},
  plot() {},
  warn() {},
  note() {},
};

describe("rounds that are thrown away", () => {
  test("go on while they get faster, and as long as the patience lasts after that", () => {
    // 20 ms in the first tier, 16 in the second, then the first round of the third and 25 ms of it.
    const tiers = (round: number) => (round < 5 ? 4 : round < 13 ? 2 : 1);
    expect(roundsOf(tiers)).toBe(13 + 1 + 25);
  });

  test("do not wait longer than a function stays in one tier: what comes after the patience is not seen", () => {
    expect(roundsOf((round) => (round < 30 ? 2 : 1))).toBe(1 + 13);
  });

  test("give a short phase as much time as a long one beside it", () => {
    // Of 1 ms until round 20 and half a millisecond from there on, beside 9 ms.
    const late = (round: number) => (round < 20 ? 1 : 0.5);
    const patient = { warmUp: { patience: 25, most: 10_000 } };
    expect(roundsOf(late, patient, 9)).toBe(20 + 1 + 50);
    expect(roundsOf(late, profile, 9)).toBe(150 / 10);
  });

  test("end when the profile allows no more, however fast they still become", () => {
    const rounds = roundsOf((round) => 20 * 0.85 ** round + 5);
    expect(rounds).toBeGreaterThan(5);
    expect(rounds).toBeLessThanOrEqual(30);
    expect(roundsOf(() => 400)).toBe(1);
  });

  test("are none in a profile that times nothing", () => {
    expect(roundsOf(() => 1, { warmUp: { patience: 0, most: 0 } })).toBe(0);
  });

  test("are of the smallest size", () => {
    const visited: number[] = [];
    let now = 0n;
    const clock = () => now;
    const sweep = sweepCase({
      name: "sweep",
      title: "Sweep",
      description: "Sizes.",
      metrics: { work: { title: "Work", operation: "run" } },
      size: { title: "Size", unit: "objects" },
      sizes: [30, 10, 20],
      start: () => ({
        measure({ time }, size) {
          visited.push(size);
          return {
            work: time(1, () => {
              now += 10_000_000n;
              return size;
            }),
          };
        },
      }),
    });
    warmRounds(
      sweep,
      sweep.start(context),
      profile,
      createStopwatch(clock, () => {}),
      clock,
    );
    expect(visited).toEqual([10, 10, 10, 10]);
  });

  test("are none where worker threads or contenders warm up by themselves", () => {
    const fail = () => {
      throw new Error("nothing is to be measured");
    };
    const stopwatch = createStopwatch(
      () => 0n,
      () => {},
    );
    const plain = phaseCase({
      name: "plain",
      title: "Plain",
      description: "Nothing.",
      metrics: {},
      start: () => ({ measure: fail }),
    });
    const compared = { baseline: "a", contenders: [], columns: [], cells: [], unavailable: [] };
    for (const definition of [
      { ...plain, workers: 2 },
      { ...plain, comparison: compared },
    ]) {
      expect(() => warmRounds(definition, { measure: fail }, profile, stopwatch, () => 0n)).not.toThrow();
    }
    expect(() => warmRounds(plain, { measure: fail }, profile, stopwatch, () => 0n)).toThrow();
  });
});

describe("work by itself", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Calls that a warm-up makes, when call number n takes `cost(n)` milliseconds. */
  function callsOf(cost: (call: number) => number, patience: Patience): number {
    let calls = 0;
    warmUp(() => vi.advanceTimersByTime(cost(calls++)), patience);
    return calls;
  }

  test("runs until it has not got faster for as many spells as are asked for", () => {
    const patience = { work: 4, spells: 5 };
    const slowUntil = (fast: number) => (call: number) => (call < fast ? 4 : 1);
    // A slow call takes a spell. The fourth spell has four fast ones, and so have the four after it.
    expect(callsOf(slowUntil(3), patience)).toBe(3 + 5 * 4);
    // What gets faster after the patience has ended is not seen.
    expect(callsOf(slowUntil(100), patience)).toBe(5);
  });

  test("that is slow runs twice without getting faster, not for all spells", () => {
    const patience = { work: 4, spells: 10 };
    const twiceAtFirst = (milliseconds: number) => (call: number) => (call === 0 ? 2 : 1) * milliseconds;
    // The second call is faster. It and one more of 100 ms take more than the 40 that are asked for; of 8 ms, five do.
    expect(callsOf(twiceAtFirst(100), patience)).toBe(1 + 2);
    expect(callsOf(twiceAtFirst(8), patience)).toBe(1 + 5);
    expect(callsOf(twiceAtFirst(5), patience)).toBe(1 + 8);
  });

  test("that is quick runs as often as it takes the last compiler to come, and what is slow does not", () => {
    const patience = { work: 1, spells: 2 };
    // 25,000 calls of 2.5 µs take 62 ms, in spells of 400 calls; those of 5 µs take longer than is waited for them.
    expect(callsOf(() => 0.0025, patience)).toBe(Math.ceil(25_000 / 400) * 400);
    expect(callsOf(() => 0.005, patience)).toBe(2 * 200);
  });
});
