/** How often a planted knee is found, and one where there is none; and whether the interval holds its place. */

import { complexityClasses, growth } from "../growth/growth-models.ts";
import { findKnee } from "../growth/knee.ts";
import { weighModels } from "../growth/model-selection.ts";
import { formatPercent } from "../verdict/quantity.ts";
import type { ComplexityClass, Knee } from "../verdict/verdict.ts";
import { type Calibration, type CalibrationPart, shareRow, trialsAt } from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";

const documentedRuns = 1500;
/** Each takes ten times as long, because a knee that is found is looked for again without every size. */
const documentedRunsWithKnee = 500;
const smallestSize = 1000;
const factor = 1.5;

type Design = {
  readonly sizes: number;
  readonly decades: number;
  /** The cost at a size is the median of so many. */
  readonly repetitions: number;
  /** Standard deviation of the log of one repetition. */
  readonly noise: number;
};

const wanted: Design = { sizes: 12, decades: 2, repetitions: 15, noise: 0.05 };

export const knee: Calibration = {
  name: "knee",
  title: "Where does it bend",
  parts: [
    ...complexityClasses.map((name) => falseKnees(name, wanted)),
    ...[
      { ...wanted, decades: 1 },
      { ...wanted, decades: 3 },
      { ...wanted, noise: 0.01 },
      { ...wanted, repetitions: 1 },
      { ...wanted, sizes: 20 },
    ].map((design) => falseKneesOfAll(design)),
    ...(["n", "n lg n", "n²"] as const).map((name) => plantedKnees(name, wanted)),
  ],
};

function falseKnees(name: ComplexityClass, design: Design): CalibrationPart {
  const claim = `false knees, class ${name}, ${describe(design)}`;
  return {
    name: claim,
    run({ scale, seed }) {
      const trials = trialsAt(documentedRuns, scale);
      const draws = seededDraws(seed, `knee/${claim}`);
      const counted = Array.from({ length: trials }, () => kneeOf(name, design, draws, null)).filter(
        Boolean,
      ).length;
      return [shareRow({ claim, counted, trials, goal: { atMost: 0.01 } })];
    },
  };
}

function falseKneesOfAll(design: Design): CalibrationPart {
  const claim = `false knees, six classes, ${describe(design)}`;
  return {
    name: claim,
    run({ scale, seed }) {
      const trials = trialsAt(documentedRuns, scale);
      const draws = seededDraws(seed, `knee/${claim}`);
      let counted = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const name = complexityClasses[trial % complexityClasses.length] ?? "n";
        if (kneeOf(name, design, draws, null) !== null) counted += 1;
      }
      return [shareRow({ claim, counted, trials, goal: { atMost: 0.01 } })];
    },
  };
}

/** Knees in the middle half of the sizes, on a log scale. */
function plantedKnees(name: ComplexityClass, design: Design): CalibrationPart {
  const setting = `class ${name}, ${describe(design)}`;
  return {
    name: `planted knees, ${setting}`,
    run({ scale, seed }) {
      const trials = trialsAt(documentedRunsWithKnee, scale);
      const draws = seededDraws(seed, `knee/planted/${setting}`);
      let found = 0;
      let covered = 0;
      let classed = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const place = smallestSize * 10 ** (design.decades * (0.25 + 0.5 * draws.uniform()));
        const knee = kneeOf(name, design, draws, place);
        if (knee === null) continue;
        found += 1;
        if (knee.interval.low <= place && place <= knee.interval.high) covered += 1;
        if (knee.plausible.includes(name)) classed += 1;
      }
      const ofFound = Math.max(1, found);
      return [
        shareRow({
          claim: `knees ×${factor} found, ${setting}`,
          counted: found,
          trials,
          goal: { atLeast: 0.95 },
        }),
        shareRow({
          claim: `95% intervals that cover the knee, ${setting}`,
          counted: covered,
          trials: ofFound,
          goal: { between: [0.93, 0.97] },
        }),
        shareRow({
          claim: `class among the plausible ones of a knee, ${setting}`,
          counted: classed,
          trials: ofFound,
          goal: { atLeast: 0.95 },
        }),
      ];
    },
  };
}

/** A series of one class with an intercept of up to its cost at the smallest size; beyond `place` growing costs more. */
function kneeOf(name: ComplexityClass, design: Design, draws: Draws, place: number | null): Knee | null {
  const sizes = Array.from({ length: design.sizes }, (_, index) =>
    Math.round(smallestSize * 10 ** ((design.decades * index) / (design.sizes - 1))),
  );
  const intercept = draws.uniform() * growth(name, smallestSize);
  const logCosts = sizes.map((size) => {
    const straight = growth(name, size);
    const beyond = place === null ? 0 : Math.max(0, straight - growth(name, place));
    const noise = Array.from({ length: design.repetitions }, () => design.noise * draws.normal()).sort(
      (a, b) => a - b,
    );
    return (
      Math.log(35 * (intercept + straight + (factor - 1) * beyond)) + (noise[design.repetitions >> 1] ?? 0)
    );
  });
  return findKnee(sizes, logCosts, weighModels(sizes, logCosts));
}

function describe({ sizes, decades, repetitions, noise }: Design): string {
  const span = `${sizes} sizes over ${decades} ${decades === 1 ? "decade" : "decades"}`;
  return `${span}, ${repetitions} × ${formatPercent(noise)} noise`;
}
