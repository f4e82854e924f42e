/** Oracle: forks whose drift was planted. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { blockDrift, sustainedLoad } from "../../src/index.ts";

/** Forks whose cost rises by the given shares from end to end, with 1% noise. */
function forks(...drifts: readonly number[]): number[][] {
  const { lognormal } = seededDraws(5, "sustained");
  return drifts.map((drift) =>
    Array.from({ length: 600 }, (_, index) => 100 * (1 + (drift * index) / 599) * lognormal(0.01)),
  );
}

test("three forks that drift by 10% degrade, and the sentence says by how much", () => {
  const load = sustainedLoad(forks(0.1, 0.1, 0.1));
  expect(load.outcome).toBe("fails");
  expect(load.drift).toBeGreaterThan(0.08);
  expect(load.drift).toBeLessThan(0.11);
  expect(load.sentence).toMatch(
    /^Degrades: 3 of 3 forks cost more at the end than at the start, typically by (9|10)/,
  );
});

test("one or two forks that drift on their own do not convict the others", () => {
  expect(sustainedLoad(forks(0.1, 0.1, 0, 0, 0)).outcome).toBe("holds");
  expect(sustainedLoad(forks(0.1, 0.1, 0)).outcome).toBe("undecided");
  expect(sustainedLoad(forks(0.1, 0.1, 0.1, 0, 0, 0, 0, 0)).outcome).toBe("holds");
});

test("forks that become faster do not degrade", () => {
  const load = sustainedLoad(forks(-0.2, -0.2, -0.1));
  expect(load.outcome).toBe("holds");
  expect(load.sentence).toMatch(/^Does not degrade: 3 of 3 forks stay within 3% of their cost at the start/);
});

/** Forks of constant work on a machine whose speed jumps between levels, some ten times a fork. */
function lurchingForks(count: number, name: string): number[][] {
  const { uniform, lognormal } = seededDraws(5, name);
  return Array.from({ length: count }, () => {
    let speed = 1 + uniform();
    return Array.from({ length: 1000 }, () => {
      if (uniform() < 0.01) speed = 1 + uniform();
      return 100 * speed * lognormal(0.01);
    });
  });
}

test("a machine whose speed jumps convicts nobody", () => {
  const loads = Array.from({ length: 100 }, (_, trial) =>
    sustainedLoad(lurchingForks(5, `lurching/${trial}`)),
  );
  expect(loads.filter(({ outcome }) => outcome === "fails").length).toBeLessThanOrEqual(4);
});

test("forks must agree: three that rise among five are too few, and all may rise by different shares", () => {
  expect(sustainedLoad(forks(0.1, 0.1, 0.1, 0, -0.1)).outcome).toBe("undecided");
  expect(sustainedLoad(forks(0.1, 0.1, 0.1, 0.1, 0.05)).outcome).toBe("fails");
  expect(sustainedLoad(forks(1, 1.2, 1.5)).outcome).toBe("fails");
});

test("work that grows so fast that a line through it begins below zero degrades", () => {
  const growing = [1, 2, 3].map((noise) =>
    Array.from({ length: 600 }, (_, index) => 1 + index ** 3 / 1e4 + ((index * noise) % 7) / 10),
  );
  expect(sustainedLoad(growing)).toMatchObject({ outcome: "fails", warnings: [] });
});

test("a step in the middle of every fork is found as well", () => {
  const stepping = forks(0, 0, 0, 0, 0).map((samples) =>
    samples.map((cost, index) => (index < 300 ? cost : 1.5 * cost)),
  );
  expect(sustainedLoad(stepping).outcome).toBe("fails");
});

test("forks that wander each their own way still show that together they stay", () => {
  // Constant in every fork but for one jump of 4% in another place and direction.
  const wandering = forks(0, 0, 0, 0, 0, 0).map((samples, fork) =>
    samples.map((cost, index) => (index < 100 * fork ? cost : cost * (fork % 2 === 0 ? 1.04 : 1 / 1.04))),
  );
  const load = sustainedLoad(wandering);
  expect(load.outcome).toBe("holds");
});

test("a tenth of wild samples changes nothing", () => {
  const wild = forks(0, 0, 0).map((samples) =>
    samples.map((value, index) => (index % 10 === 9 ? 1000 : value)),
  );
  expect(sustainedLoad(wild).outcome).toBe("holds");
});

test("neither the unit nor the order of the forks matters", () => {
  const drifts = fc.array(fc.double({ min: -0.1, max: 0.2, noNaN: true }), { minLength: 3, maxLength: 7 });
  fc.assert(
    fc.property(drifts, fc.constantFrom(1e-9, 1e3, 1e12), (planted, unit) => {
      const load = sustainedLoad(forks(...planted));
      const moved = sustainedLoad(
        forks(...planted)
          .map((samples) => samples.map((value) => unit * value))
          .toReversed(),
      );
      expect(moved.outcome).toBe(load.outcome);
      expect(moved.drift).toBeCloseTo(load.drift ?? 0, 9);
    }),
    { numRuns: 40 },
  );
});

describe("what cannot be judged", () => {
  const fork = (length: number, cost: number) => Array.from({ length }, () => cost);

  test("fewer than three forks are undecided, however far they drift", () => {
    for (const few of [[], forks(1), forks(1, 1)]) {
      const load = sustainedLoad(few);
      expect(load.outcome).toBe("undecided");
      expect(load.wouldDecide).toBe("At least 3 forks, better 5, of at least 100 samples.");
    }
  });

  test.each([
    [[1, 2, 3], "Fork 3 is left out: 3 samples are too few for 20 blocks."],
    [[], "Fork 3 is left out: 0 samples are too few for 20 blocks."],
    [fork(200, Number.NaN), "Fork 3 is left out: it recorded what is no measured cost."],
    [fork(200, -1), "Fork 3 is left out: it recorded what is no measured cost."],
    [fork(200, Number.POSITIVE_INFINITY), "Fork 3 is left out: it recorded what is no measured cost."],
    [[...fork(150, 0), ...fork(150, 9)], "Fork 3 is left out: its cost starts from zero."],
  ])("a fork that is none is left out with a warning (%#)", (broken, warning) => {
    const load = sustainedLoad([...forks(0, 0, 0), broken]);
    expect(load.outcome).toBe("holds");
    expect(load.warnings).toEqual([warning]);
    expect(JSON.stringify(load)).not.toMatch(/NaN|null,"drift"/);
  });

  test("forks that do not vary at all hold, zero or not", () => {
    for (const cost of [0, 7]) {
      expect(sustainedLoad([fork(300, cost), fork(300, cost), fork(300, cost)])).toMatchObject({
        outcome: "holds",
        drift: 0,
      });
    }
  });

  test("a million samples are as good as a thousand", () => {
    const long = Array.from({ length: 1_000_000 }, (_, index) => 100 + index / 10_000);
    expect(blockDrift(long)?.share).toBeCloseTo(1, 5);
  }, 60_000);
});

test("the documented examples are right", () => {
  expect(
    blockDrift(Array.from({ length: 200 }, (_, index) => 100 + Math.floor(index / 10)))?.share,
  ).toBeCloseTo(20 / 99.5, 9);
  const fork = Array.from({ length: 200 }, (_, index) => 100 + index / 20);
  expect(sustainedLoad([fork, fork, fork]).outcome).toBe("fails");
});
