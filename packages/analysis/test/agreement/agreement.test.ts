/** Oracle: runs drawn from one distribution, or from two; the rates of another simulation. */
import type { Metric } from "@strait/results";
import { describe, expect, it } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { medianInterval } from "../../src/describe/median-interval.ts";
import { agreement, type Figure } from "../../src/index.ts";

const metric: Metric = {
  name: "time",
  title: "Time",
  operation: "turn",
  unit: "nanoseconds/operation",
  targets: [],
};

function figure(name: string, forkMedians: readonly number[], size: number | null = null): Figure {
  const middle = forkMedians.toSorted((a, b) => a - b)[forkMedians.length >> 1] ?? 0;
  const { interval } = medianInterval(forkMedians);
  const disturbedShare = null;
  return {
    scenario: "simulated",
    case: name,
    metric,
    size,
    forkMedians,
    median: middle,
    interval,
    disturbedShare,
  };
}

/** A run of `count` figures of so many forks, each around its own cost, `shift` times as slow. */
function run(
  draws: ReturnType<typeof seededDraws>,
  {
    count,
    forks = 5,
    spread = 0.03,
    shift = 1,
  }: { count: number; forks?: number; spread?: number; shift?: number },
): Figure[] {
  return Array.from({ length: count }, (_, index) => {
    const cost = 10 * (index + 1) * shift;
    return figure(
      `case-${index}`,
      Array.from({ length: forks }, () => cost * draws.lognormal(spread)),
    );
  });
}

describe("two runs of the same", () => {
  it.each([
    [3, 0.955],
    [5, 0.924],
    [7, 0.898],
    [11, 0.878],
  ])("agree as often as they must, from %i forks each (oracle: other seeds)", (forks, nominal) => {
    const draws = seededDraws(1, `agreement/${forks}`);
    const count = 4000;
    const found = agreement(run(draws, { count, forks }), run(draws, { count, forks }));
    expect(found.pairs).toHaveLength(count);
    expect(Math.abs((found.share ?? 0) - nominal)).toBeLessThan(0.015);
    expect(found.goal).toBeCloseTo(nominal - 0.024, 10);
    expect(found.holds).toBe(true);
    expect(found.shift).toBeGreaterThan(0.998);
    expect(found.shift).toBeLessThan(1.002);
  });

  it("are not held against each other where one was disturbed", () => {
    const draws = seededDraws(4, "agreement/disturbed");
    const one = run(draws, { count: 20 });
    const other = run(draws, { count: 20, shift: 1.6 }).map((figure, index) => ({
      ...figure,
      disturbedShare: index < 5 ? 0.5 : 0.49,
    }));
    expect(agreement(one, other)).toMatchObject({ pairs: { length: 15 }, disturbed: 5, withoutInterval: 0 });
    expect(agreement(other, one)).toMatchObject({ pairs: { length: 15 }, disturbed: 5, withoutInterval: 0 });
  });

  it("do not agree when one is a fifth slower, and it is said by how much", () => {
    const draws = seededDraws(2, "agreement/shifted");
    const { share, holds, shift } = agreement(
      run(draws, { count: 500 }),
      run(draws, { count: 500, shift: 1.2 }),
    );
    expect(share).toBeLessThan(0.5);
    expect(holds).toBe(false);
    expect(shift).toBeCloseTo(1.2, 1);
  });

  it("do not agree when the forks of each hang together more than those of both", () => {
    const draws = seededDraws(3, "agreement/drifting");
    const drifted = (figures: readonly Figure[]) =>
      figures.map(({ case: name, median: cost }) =>
        figure(
          name,
          Array.from({ length: 5 }, () => cost * draws.lognormal(0.005)),
        ),
      );
    const costs = run(draws, { count: 400, spread: 0.05 });
    const others = run(draws, { count: 400, spread: 0.05 });
    expect(agreement(drifted(costs), drifted(others)).holds).toBe(false);
  });
});

describe("figures are held against their own", () => {
  const steady = [99, 100, 101, 100, 100];

  it("of case, metric and size, and each median must lie in the other's interval", () => {
    const one = [figure("a", steady), figure("b", steady, 10), figure("b", steady, 20), figure("c", steady)];
    const wide = [80, 90, 100.5, 110, 125];
    const other = [
      figure("b", wide, 10),
      figure("b", steady, 20),
      figure("a", [0, 0, 0, 0, 0]),
      figure("d", steady),
    ];
    const found = agreement(one, other);
    const agreeing = found.pairs.map(({ one: { case: name, size }, agrees }) => [name, size, agrees]);
    // The median of the wide one, 100.5, lies in 98.55 to 101.46, and 100 in the wide interval.
    expect(agreeing).toEqual([
      ["a", null, false],
      ["b", 10, true],
      ["b", 20, true],
    ]);
    expect(found).toMatchObject({ cases: 2, wholeCases: 1, onlyInOne: 2, withoutInterval: 0 });
    // Zero and 100 have no ratio, and do not enter into what the machine did.
    expect(found.pairs.map(({ ratio }) => ratio)).toEqual([null, 1.005, 1]);
    expect(found.shift).toBeCloseTo(1.0025, 10);
    expect(found.share).toBeCloseTo(2 / 3, 12);
  });

  it("and are left out without an interval; with no figure left nothing is said", () => {
    const few = figure("a", [1, 2]);
    expect(agreement([few], [figure("a", steady)])).toMatchObject({
      share: null,
      holds: null,
      shift: null,
      withoutInterval: 1,
    });
    const same = figure("a", [7, 7, 7, 7, 7]);
    expect(agreement([same], [same])).toMatchObject({ share: 1, holds: true, shift: 1 });
  });
});
