import { describe, expect, it } from "vitest";
import { measureCase } from "../src/fork/measure-case.ts";
import type { Pause } from "../src/fork/message.ts";
import { batchCase, type CountWorkload, countCase, phaseCase, type Stopwatch } from "../src/index.ts";
import type { Profile } from "../src/profile.ts";
import type { Case } from "../src/scenario/scenario.ts";
import { profileWith } from "./fixtures/profile.ts";
import { spin } from "./fixtures/spin.ts";

const words = { name: "one", title: "One", description: "A case." };
const metrics = { bytes: { title: "Bytes", operation: "turn", unit: "bytes" } } as const;
type Workload = CountWorkload<typeof metrics>;

async function measure(
  definition: Case,
  settings: Partial<Profile> = {},
  pauseAt = async (_reached: Pause) => {},
) {
  const thrown: unknown[] = [];
  const measurement = await measureCase(definition, {
    seed: 9,
    profileName: "smoke",
    profile: profileWith(settings),
    pauseAt,
    onThrown: (value) => thrown.push(value),
  });
  return { ...measurement, thrown };
}

/** A count case that notes which of its steps run, and throws in the named one. */
function failing(step: string | null) {
  const steps: string[] = [];
  const enter = (name: string): void => {
    steps.push(name);
    if (name === step) throw new Error(`trouble in ${name}\nsecond line`);
  };
  const start = (): Workload => {
    enter("start");
    return {
      count() {
        enter("count");
        return { bytes: 64 };
      },
      verify() {
        enter("verify");
        return [{ name: "ledger", passed: false, detail: "1 message is left" }];
      },
      close: () => enter("close"),
    };
  };
  return { steps, definition: countCase({ ...words, metrics, start }) };
}

describe("measuring a phase case", () => {
  it("warms up once, before anything is timed", async () => {
    const steps: string[] = [];
    const start = () => ({
      warmUp: () => steps.push("warmUp"),
      measure({ time }: Stopwatch) {
        steps.push("measure");
        return { turn: time(1, () => 1) };
      },
    });
    const definition = phaseCase({
      ...words,
      metrics: { turn: { title: "Turn", operation: "turn" } },
      start,
    });
    expect((await measure(definition)).error).toBeNull();
    expect(steps.indexOf("measure")).toBe(1);
    expect(steps.filter((step) => step === "warmUp")).toHaveLength(1);
  });

  it("pauses once it is warm and once it has measured, before anything is verified", async () => {
    const steps: string[] = [];
    const definition = phaseCase({
      ...words,
      metrics: { turn: { title: "Turn", operation: "turn" } },
      start: () => ({
        measure({ time }: Stopwatch) {
          if (steps.at(-1) !== "measure") steps.push("measure");
          return { turn: time(1, () => 1) };
        },
        verify() {
          steps.push("verify");
          return [];
        },
      }),
    });
    const warmUp = { patience: 1, most: 10 };
    await measure(definition, { warmUp, minimumRounds: 2 }, async (reached) => {
      steps.push(reached);
    });
    expect(steps).toEqual(["measure", "ready", "measure", "measured", "verify"]);
  });

  it("has no pause, and is closed, when it fails while it warms up", async () => {
    const steps: string[] = [];
    const definition = phaseCase({
      ...words,
      metrics: { turn: { title: "Turn", operation: "turn" } },
      start: () => ({
        warmUp() {
          throw new Error("cold");
        },
        measure: ({ time }: Stopwatch) => ({ turn: time(1, () => 1) }),
        close: () => steps.push("close"),
      }),
    });
    const { error, series } = await measure(definition, {}, async (reached) => {
      steps.push(reached);
    });
    expect(error).toBe("failed while it warmed up (cold)");
    expect(series).toEqual([]);
    expect(steps).toEqual(["close"]);
  });

  it.each([
    ["as often as it promises for the profile", { smoke: 7, full: 9 }, 7],
    ["not less often than the profile says", { smoke: 1 }, 2],
    ["as often as the profile says where it promises nothing for it", { full: 9 }, 2],
  ])("goes round %s", async (_words, minimumRounds, rounds) => {
    const definition = phaseCase({
      ...words,
      metrics: { turn: { title: "Turn", operation: "turn" } },
      minimumRounds,
      start: () => ({ measure: ({ time }: Stopwatch) => ({ turn: time(1, () => 1) }) }),
    });
    const { series } = await measure(definition, { budget: 0, minimumRounds: 2 });
    expect(series.map(({ samples }) => samples.length)).toEqual([rounds]);
  });
});

describe("measuring a case", () => {
  it("starts, measures, verifies and closes, in this order", async () => {
    const { steps, definition } = failing(null);
    const measurement = await measure(definition);
    expect(steps).toEqual(["start", "count", "verify", "close"]);
    expect(measurement).toMatchObject({
      error: null,
      checks: [{ name: "ledger", passed: false, detail: "1 message is left" }],
      series: [{ metric: "bytes", sampler: "count", samples: [64], operationsPerSample: 1 }],
      resultChecksum: expect.stringMatching(/^[0-9a-f]{8}$/),
      thrown: [],
    });
  });

  it.each([
    ["start", ["start"], "failed to start (trouble in start)", 0],
    ["count", ["start", "count", "close"], "failed while it was measured (trouble in count)", 0],
    ["verify", ["start", "count", "verify", "close"], "failed while it was verified (trouble in verify)", 1],
    ["close", ["start", "count", "verify", "close"], "failed to close (trouble in close)", 1],
  ])(
    "closes what it started, and keeps what it measured, when %s throws",
    async (step, expected, error, series) => {
      const { steps, definition } = failing(step);
      const measurement = await measure(definition);
      expect(steps).toEqual(expected);
      expect(measurement.error).toBe(error);
      expect(measurement.series).toHaveLength(series);
      expect(measurement.thrown).toEqual([new Error(`trouble in ${step}\nsecond line`)]);
    },
  );

  it("hands profile, seed, sink, warn and note to the case", async () => {
    const measurement = await measure(
      countCase({
        ...words,
        metrics,
        start({ profile, seed, warn, note, sink }) {
          note("half of it is left out");
          warn(`profile ${profile}, seed ${seed}`);
          sink(3);
          return { count: () => ({ bytes: 0 }) };
        },
      }),
    );
    expect(measurement.warnings).toEqual(["profile smoke, seed 9"]);
    expect(measurement.notes).toEqual(["half of it is left out"]);
    const without = await measure(
      countCase({ ...words, metrics, start: () => ({ count: () => ({ bytes: 0 }) }) }),
    );
    expect(without.notes).toBeUndefined();
    expect(measurement.resultChecksum).not.toBe(without.resultChecksum);
  });

  it("fails a batch that returns nothing that was computed", async () => {
    const batch = () => {
      spin(100_000);
      return Number.NaN;
    };
    const metric = { name: "time", title: "Time", operation: "turn" };
    const definition = batchCase({ ...words, metric, operationsPerBatch: 1, start: () => ({ batch }) });
    const { error, series } = await measure(definition);
    expect(error).toBe(
      "failed while it was measured (measured work must return a number that depends on it, and it returned NaN)",
    );
    expect(series).toEqual([]);
  });
});
