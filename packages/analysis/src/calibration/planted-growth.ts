/** Series of costs whose class, intercept and noise are known, because they were planted. */
import { growth } from "../growth/growth-models.ts";
import type { SizePoint } from "../growth/scaling-fit.ts";
import type { ComplexityClass } from "../verdict/verdict.ts";
import type { Draws } from "./noise.ts";

const smallestSize = 1000;

/** What one unit of f(n) costs in every planting. */
export const plantedCoefficient = 35;

export type Planting = {
  readonly class: ComplexityClass;
  readonly sizes: number;
  readonly decades: number;
  /** Forks, each of which measures every size once. */
  readonly repetitions: number;
  /** Standard deviation of the log of one repetition. */
  readonly noise: number;
  /** Standard deviation of what all sizes of a fork share, in logs. None by default. */
  readonly forkNoise?: number;
  /** Standard deviation of what all forks of a size share, in logs. None by default. */
  readonly sizeNoise?: number;
  /** The intercept, as a multiple of what the growing part costs at `interceptAt`. */
  readonly intercept: number;
  readonly interceptAt: "smallest size" | "largest size";
};

/** Log-spaced sizes from 1,000 on. */
export function plantedSizes({ sizes, decades }: Planting): number[] {
  return Array.from({ length: sizes }, (_, index) =>
    Math.round(smallestSize * 10 ** ((decades * index) / (sizes - 1))),
  );
}

/** The cost at every size without noise: 35 · (f(n) + intercept). */
export function plantedCosts(planting: Planting): number[] {
  const largest = smallestSize * 10 ** planting.decades;
  const reference = growth(planting.class, planting.interceptAt === "smallest size" ? smallestSize : largest);
  return plantedSizes(planting).map(
    (size) => plantedCoefficient * (growth(planting.class, size) + planting.intercept * reference),
  );
}

/** The planted costs with lognormal noise on every repetition, fork and size. */
export function plant(planting: Planting, { normal }: Pick<Draws, "normal">): SizePoint[] {
  const { repetitions, noise, forkNoise = 0, sizeNoise = 0 } = planting;
  const costs = plantedCosts(planting);
  const forks = Array.from({ length: repetitions }, () => (forkNoise === 0 ? 0 : forkNoise * normal()));
  return plantedSizes(planting).map((size, index) => {
    const ofSize = sizeNoise === 0 ? 0 : sizeNoise * normal();
    const cost = costs[index] ?? 0;
    return { size, forkMedians: forks.map((ofFork) => cost * Math.exp(ofSize + ofFork + noise * normal())) };
  });
}
