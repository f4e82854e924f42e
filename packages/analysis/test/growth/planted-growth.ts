/** Series whose class is known, because it was planted, and how often the fit finds it. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { median } from "../../src/describe/descriptive.ts";
import { classEvidence } from "../../src/growth/growth-class.ts";
import { complexityClasses, growth } from "../../src/growth/growth-models.ts";
import { weighModels } from "../../src/growth/model-selection.ts";
import type { SizePoint } from "../../src/growth/scaling-fit.ts";
import type { ComplexityClass } from "../../src/verdict/verdict.ts";

const smallestSize = 1000;

export type Planting = {
  readonly class: ComplexityClass;
  readonly sizes: number;
  readonly decades: number;
  readonly repetitions: number;
  /** Standard deviation of the log of one repetition. */
  readonly noise: number;
  /** The intercept, as a multiple of what the growing part costs at `interceptAt`. */
  readonly intercept: number;
  readonly interceptAt: "smallest size" | "largest size";
};

/** Seeded draws; normal ones by Box and Muller (1958). */
export function seededDraws(seed: number): { uniform: () => number; normal: () => number } {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** Log-spaced sizes from 1,000 on, with costs of 35·(f(n) + intercept) and lognormal noise on every repetition. */
export function plant(planting: Planting, normal: () => number): SizePoint[] {
  const largest = smallestSize * 10 ** planting.decades;
  const reference = growth(planting.class, planting.interceptAt === "smallest size" ? smallestSize : largest);
  return Array.from({ length: planting.sizes }, (_, index) => {
    const size = Math.round(smallestSize * 10 ** ((planting.decades * index) / (planting.sizes - 1)));
    const cost = 35 * (growth(planting.class, size) + planting.intercept * reference);
    const repeat = () => cost * Math.exp(planting.noise * normal());
    return { size, forkMedians: Array.from({ length: planting.repetitions }, repeat) };
  });
}

export type Tally = {
  runs: number;
  /** The planted class is the heaviest. */
  right: number;
  undecided: number;
  /** Another class is decided. */
  decidedWrongly: number;
  /** The planted class is among the plausible ones. */
  covered: number;
};

/** Plants every class `runs` times, with intercepts spread evenly from zero to the planting's, and counts. */
export function tallyClasses(
  planting: Omit<Planting, "class">,
  runs: number,
  seed: number,
): Map<string, Tally> {
  const draws = seededDraws(seed);
  return new Map(
    complexityClasses.map((name) => {
      const tally: Tally = { runs, right: 0, undecided: 0, decidedWrongly: 0, covered: 0 };
      for (let run = 0; run < runs; run += 1) {
        const intercept = planting.intercept * draws.uniform();
        const points = plant({ ...planting, class: name, intercept }, draws.normal);
        const sizes = points.map(({ size }) => size);
        const logCosts = points.map(({ forkMedians }) => Math.log(median(forkMedians)));
        const models = weighModels(sizes, logCosts);
        const evidence = classEvidence(models, sizes, logCosts);
        const heaviest = evidence.classWeights.reduce((a, b) => (b.weight > a.weight ? b : a));
        if (heaviest.class === name) tally.right += 1;
        if (evidence.class === null) tally.undecided += 1;
        else if (evidence.class !== name) tally.decidedWrongly += 1;
        if (evidence.plausible.includes(name)) tally.covered += 1;
      }
      return [name, tally];
    }),
  );
}
