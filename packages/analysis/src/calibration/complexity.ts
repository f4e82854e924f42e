/** How often the class of a growing cost is found, and how often the intervals of a fit cover what was planted. */
import { median } from "../describe/descriptive.ts";
import { classEvidence } from "../growth/growth-class.ts";
import { complexityClasses } from "../growth/growth-models.ts";
import { weighModels } from "../growth/model-selection.ts";
import { powerLawExponent } from "../growth/power-law.ts";
import { fitScaling } from "../growth/scaling-fit.ts";
import type { ComplexityClass, Interval } from "../verdict/verdict.ts";
import {
  type Calibration,
  type CalibrationGoal,
  type CalibrationPart,
  shareRow,
  trialsAt,
} from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";
import { type Planting, plant, plantedCoefficient, plantedCosts, plantedSizes } from "./planted-growth.ts";

type Regime = Omit<Planting, "class">;

/** The documented setting: intercepts are spread evenly from zero to the one given. */
const documented: Regime = {
  sizes: 12,
  decades: 2,
  repetitions: 1,
  noise: 0.03,
  intercept: 1,
  interceptAt: "smallest size",
};

const percent = (share: number) => `${Math.round(1000 * share) / 10}%`;

function describeRegime({ decades, repetitions, noise, interceptAt }: Regime): string {
  const forks = repetitions === 1 ? "1 fork" : `${repetitions} forks`;
  const span = decades === 1 ? "1 decade" : `${decades} decades`;
  return `${forks} of ${percent(noise)} noise over ${span}, intercept up to 1× the cost at the ${interceptAt}`;
}

/** What the fit says of a planted series. */
function classify(planting: Planting, draws: Draws) {
  const points = plant(planting, draws);
  const sizes = points.map(({ size }) => size);
  const logCosts = points.map(({ forkMedians }) => Math.log(median(forkMedians)));
  const evidence = classEvidence(weighModels(sizes, logCosts), sizes, logCosts);
  const heaviest = evidence.classWeights.reduce((one, other) => (other.weight > one.weight ? other : one));
  return { heaviest: heaviest.class, decided: evidence.class, plausible: evidence.plausible };
}

/** All six classes in one regime. The goal for the heaviest class is left out where no design reaches one. */
function classPart(difference: Partial<Regime>, right: CalibrationGoal | null): CalibrationPart {
  const regime = { ...documented, ...difference };
  const setting = describeRegime(regime);
  return {
    name: `classes, ${setting}`,
    run({ scale, seed }) {
      const draws = seededDraws(seed, `complexity/classes, ${setting}`);
      const found = complexityClasses.flatMap((name) =>
        Array.from({ length: trialsAt(2000, scale) }, () => {
          const intercept = regime.intercept * draws.uniform();
          return { planted: name, ...classify({ ...regime, class: name, intercept }, draws) };
        }),
      );
      const trials = found.length;
      const count = (is: (one: (typeof found)[number]) => boolean) => found.filter(is).length;
      return [
        ...(right === null
          ? []
          : [
              shareRow({
                claim: `The planted class is the heaviest of six, ${setting}`,
                counted: count(({ planted, heaviest }) => heaviest === planted),
                trials,
                goal: right,
              }),
            ]),
        shareRow({
          claim: `Another class than the planted one is decided, ${setting}`,
          counted: count(({ planted, decided }) => decided !== null && decided !== planted),
          trials,
          goal: { atMost: 0.01 },
        }),
        shareRow({
          claim: `The 95% set holds the planted class, ${setting}`,
          counted: count(({ planted, plausible }) => plausible.includes(planted)),
          trials,
          goal: { atLeast: 0.97 },
        }),
      ];
    },
  };
}

/** Effects on the forks of a fit, as standard deviations in logs. */
type Effects = Pick<Planting, "noise" | "forkNoise" | "sizeNoise">;

/** The largest intercept of an interval's regime, as a multiple of the cost at the smallest size. */
type Intercept = 0 | 1;

const nominal: CalibrationGoal = { between: [0.93, 0.97] };

function intervalPart(
  name: ComplexityClass,
  repetitions: number,
  effects: Effects,
  largest: Intercept = name === "1" ? 0 : 1,
): CalibrationPart {
  const { noise, forkNoise = 0, sizeNoise = 0 } = effects;
  const setting =
    `class ${name} ${largest === 0 ? "without an intercept" : "with an intercept"}, ${repetitions} forks of ${percent(noise)} noise, ` +
    `${percent(forkNoise)} between forks and ${percent(sizeNoise)} between sizes`;
  return {
    name: `intervals, ${setting}`,
    run({ scale, seed }) {
      const draws = seededDraws(seed, `complexity/intervals, ${setting}`);
      const fits = Array.from({ length: trialsAt(4000, scale) }, () => {
        const intercept = largest * draws.uniform();
        return fitCovers({ ...documented, ...effects, class: name, repetitions, intercept }, draws);
      });
      const row = (what: "coefficient" | "exponent") => {
        const asked = fits.map((fit) => fit[what]).filter((covered) => covered !== null);
        return shareRow({
          claim: `The 95% interval covers the ${what}, ${setting}`,
          counted: asked.filter((covered) => covered).length,
          trials: asked.length,
          goal: nominal,
        });
      };
      return [row("coefficient"), row("exponent")];
    },
  };
}

/** Whether the intervals cover what was planted. A fit of another class says nothing of the planted coefficient. */
function fitCovers(planting: Planting, draws: Draws) {
  const fit = fitScaling(plant(planting, draws));
  if ("refusal" in fit) throw new Error(fit.refusal);
  const logSizes = plantedSizes(planting).map(Math.log);
  const exponent = powerLawExponent(logSizes, plantedCosts(planting).map(Math.log));
  const found = fit.models[0]?.class === planting.class;
  return {
    coefficient: found ? within(plantedCoefficient, fit.coefficientInterval) : null,
    exponent: within(exponent, fit.exponent.interval),
  };
}

function within(truth: number, interval: Interval | null): boolean {
  return interval !== null && interval.low <= truth && truth <= interval.high;
}

const everyEffect: Effects = { noise: 0.02, forkNoise: 0.02, sizeNoise: 0.02 };

const effectsOfForksAndSizes: readonly Effects[] = [
  { noise: 0.03 },
  { noise: 0.03, forkNoise: 0.01 },
  { noise: 0.01, forkNoise: 0.03 },
  { noise: 0.03, sizeNoise: 0.03 },
  everyEffect,
];

export const complexity: Calibration = {
  name: "complexity",
  title: "Is it linear",
  parts: [
    classPart({}, { atLeast: 0.99 }),
    classPart({ repetitions: 15 }, { atLeast: 0.99 }),
    classPart({ decades: 2.5, noise: 0.1 }, { atLeast: 0.95 }),
    classPart({ decades: 2.5, noise: 0.1, repetitions: 15 }, { atLeast: 0.95 }),
    classPart({ decades: 1, repetitions: 15 }, { atLeast: 0.99 }),
    classPart({ decades: 1 }, null),
    classPart({ repetitions: 15, interceptAt: "largest size" }, null),
    ...[3, 5, 10, 15].flatMap((repetitions) =>
      effectsOfForksAndSizes.map((effects) => intervalPart("n", repetitions, effects)),
    ),
    ...[3, 5].flatMap((repetitions) => [
      ...(["n", "n lg n"] as const).map((name) => intervalPart(name, repetitions, everyEffect, 0)),
      ...(["1", "lg n", "n lg n", "n²", "n³"] as const).map((name) =>
        intervalPart(name, repetitions, everyEffect),
      ),
    ]),
  ],
};
