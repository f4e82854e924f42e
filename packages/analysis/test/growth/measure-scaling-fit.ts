/**
 * Measures how often the scaling fit is right, and how often its intervals cover, on planted series.
 * Run: node packages/analysis/test/growth/measure-scaling-fit.ts [runs per class, 1000 by default]
 */
import { growth } from "../../src/growth/growth-models.ts";
import { fitScaling, type SizePoint } from "../../src/growth/scaling-fit.ts";
import { type Planting, plant, seededDraws, type Tally, tallyClasses } from "./planted-growth.ts";

const runs = Number(process.argv[2] ?? 1000);
const seed = 20_261_123;

const common: Planting = {
  class: "n",
  sizes: 12,
  decades: 2,
  repetitions: 15,
  noise: 0.03,
  intercept: 1,
  interceptAt: "smallest size",
};
const differences: readonly Partial<Planting>[] = [
  {},
  { repetitions: 1, noise: 0.01 },
  { repetitions: 1 },
  { repetitions: 5 },
  { decades: 2.5, noise: 0.1 },
  { decades: 2.5, noise: 0.1, repetitions: 1 },
  { decades: 1 },
  { decades: 1, repetitions: 1 },
  { decades: 1, repetitions: 1, noise: 0.08 },
  { interceptAt: "largest size" },
  { interceptAt: "largest size", repetitions: 5 },
];

const share = (count: number, of: number) => `${((100 * count) / of).toFixed(2)}%`.padStart(8);

function printTally(name: string, tallies: readonly Tally[]): void {
  const sum = (field: keyof Tally) => tallies.reduce((total, tally) => total + tally[field], 0);
  const shareOf = (field: keyof Tally) => share(sum(field), sum("runs"));
  console.log(
    `  ${name.padEnd(7)} right ${shareOf("right")}, undecided ${shareOf("undecided")}, ` +
      `decided wrongly ${shareOf("decidedWrongly")}, covered ${shareOf("covered")}`,
  );
}

console.log(`${runs} runs per class, seed ${seed}`);
for (const difference of differences) {
  const regime = { ...common, ...difference };
  const tallies = tallyClasses(regime, runs, seed);
  const { sizes, decades, repetitions, noise, interceptAt } = regime;
  console.log(
    `${sizes} sizes over ${decades} decades, ${repetitions} repetitions, noise ${100 * noise}%, ` +
      `intercept up to 1× the cost at the ${interceptAt}`,
  );
  for (const [name, tally] of tallies) printTally(name, [tally]);
  printTally("all", [...tallies.values()]);
}

/** Adds to a planted series what all sizes of a fork share, and what all forks of a size share. */
function disturb(
  points: SizePoint[],
  forkNoise: number,
  sizeNoise: number,
  normal: () => number,
): SizePoint[] {
  const forks = points[0]?.forkMedians.map(() => forkNoise * normal()) ?? [];
  return points.map(({ size, forkMedians }) => {
    const offset = sizeNoise * normal();
    return {
      size,
      forkMedians: forkMedians.map((cost, fork) => cost * Math.exp(offset + (forks[fork] ?? 0))),
    };
  });
}

console.log("Coverage of the 95% bootstrap interval of the coefficient, class n, intercept 0.5");
const draws = seededDraws(seed);
for (const repetitions of [5, 10]) {
  for (const [noise, forkNoise, sizeNoise] of [
    [0.03, 0, 0],
    [0.01, 0.03, 0],
    [0.03, 0, 0.03],
    [0.02, 0.02, 0.02],
  ] as const) {
    const planting = { ...common, repetitions, noise, intercept: 0.5 };
    let fitted = 0;
    let covered = 0;
    for (let run = 0; run < Math.ceil(runs / 4); run += 1) {
      const points = disturb(plant(planting, draws.normal), forkNoise, sizeNoise, draws.normal);
      const fit = fitScaling(points, { seed: run });
      if ("refusal" in fit || fit.class !== "n" || fit.coefficientInterval === null) continue;
      fitted += 1;
      const truth = 35 * growth("n", 1);
      if (fit.coefficientInterval.low <= truth && truth <= fit.coefficientInterval.high) covered += 1;
    }
    console.log(
      `  ${repetitions} forks, noise ${noise}, fork effect ${forkNoise}, size effect ${sizeNoise}: ` +
        `${share(covered, fitted)} of ${fitted}`,
    );
  }
}
