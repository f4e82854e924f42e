/** How often the comparison of two builds is right: base and head are drawn, so the truth is known. */
import { comparePaired } from "../comparison/compare-paired.ts";
import { compareUnpaired } from "../comparison/compare-unpaired.ts";
import type { CostComparison } from "../comparison/cost-comparison.ts";
import { judgeSuite } from "../comparison/judge-suite.ts";
import { smallestEffect } from "../comparison/smallest-effect.ts";
import { median } from "../describe/descriptive.ts";
import {
  type Calibration,
  type CalibrationPart,
  type CalibrationRow,
  shareRow,
  trialsAt,
} from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";

const forks = 10;
const casesInSuite = 20;

/** Fork medians of one build: lognormal around a cost. */
function costs(draws: Draws, spread: number, cost = 100, count = forks): number[] {
  return Array.from({ length: count }, () => cost * draws.lognormal(spread));
}

function unpaired(draws: Draws, spread: number, change = 1): CostComparison {
  return compareUnpaired(costs(draws, spread), costs(draws, spread, 100 * change));
}

const alarms = (comparisons: readonly CostComparison[]): boolean[] =>
  judgeSuite(comparisons).map(({ verdict }) => verdict === "slower" || verdict === "faster");

function falseAlarmPart(
  setting: string,
  documented: number,
  compare: (draws: Draws) => CostComparison,
): CalibrationPart {
  const name = `false alarms, ${setting}`;
  return {
    name,
    run({ scale, seed }) {
      const draws = seededDraws(seed, `comparison/${name}`);
      const suites = trialsAt(documented, scale);
      const found = Array.from({ length: suites }, () =>
        alarms(Array.from({ length: casesInSuite }, () => compare(draws))),
      );
      return [
        shareRow({
          claim: `False alarms a test on A/A data, ${setting}`,
          counted: found.flat().filter((alarm) => alarm).length,
          trials: suites * casesInSuite,
          goal: { atMost: 0.005 },
        }),
        shareRow({
          claim: `Suites of ${casesInSuite} with a false alarm on A/A data, ${setting}`,
          counted: found.filter((suite) => suite.includes(true)).length,
          trials: suites,
          goal: { atMost: 0.05 },
        }),
      ];
    },
  };
}

/** A part of one claim: how often something that is simulated is so. */
function sharePart(
  claim: string,
  documented: number,
  goal: CalibrationRow["goal"],
  happens: (draws: Draws) => boolean,
): CalibrationPart {
  return {
    name: claim,
    run({ scale, seed }) {
      const draws = seededDraws(seed, `comparison/${claim}`);
      const trials = trialsAt(documented, scale);
      let counted = 0;
      for (let trial = 0; trial < trials; trial += 1) if (happens(draws)) counted += 1;
      return [shareRow({ claim, counted, trials, goal })];
    },
  };
}

/** Power in the hardest suite: all other cases are quiet. */
function powerPart(
  setting: string,
  change: number,
  atLeast: number,
  spread: (draws: Draws) => number,
): CalibrationPart {
  return sharePart(
    `A change by ${setting}, the only one in a suite of ${casesInSuite}, is found`,
    4000,
    { atLeast },
    (draws) => {
      const quiet = Array.from({ length: casesInSuite - 1 }, () => unpaired(draws, spread(draws)));
      return alarms([unpaired(draws, spread(draws), change), ...quiet])[0] === true;
    },
  );
}

const rounds = 40;

/**
 * A fork that alternates batches A B B A while the machine slows down by a tenth, in a random walk: the datum is the
 * median of the log ratios of its rounds. Where a copy of a build comes to lie in memory favours one by half a percent.
 */
function driftingRatio(draws: Draws): number {
  let speed = 0;
  const placement = 0.005 * draws.normal();
  const batch = () => {
    speed += 0.1 / (4 * rounds) + 0.005 * draws.normal();
    return speed + 0.02 * draws.normal();
  };
  const ratios = Array.from({ length: rounds }, () => {
    const [first, second, third, fourth] = [batch(), batch(), batch(), batch()];
    return Math.exp(placement + (second + third - first - fourth) / 2);
  });
  return median(ratios);
}

const drifting = (draws: Draws): CostComparison =>
  comparePaired(Array.from({ length: forks }, () => ({ base: 1, head: driftingRatio(draws) })));

/** A change of exactly the size that the run calls the smallest it could have seen, by the spread that it really has. */
function smallestEffectPart(
  setting: string,
  spread: number,
  degreesOfFreedom: number,
  standardError: number,
  compare: (draws: Draws, spread: number, change: number) => CostComparison,
): CalibrationPart {
  const change = 1 + smallestEffect({ standardError, degreesOfFreedom }, 0.01, 0.02);
  return sharePart(
    `A change as large as the smallest effect of a run is found, ${setting}`,
    10_000,
    { between: [0.87, 0.93] },
    (draws) => alarms([compare(draws, spread, change)])[0] === true,
  );
}

const paired = (draws: Draws, spread: number, change = 1): CostComparison =>
  comparePaired(costs(draws, spread, change, forks).map((head) => ({ base: 1, head })));

const covers = ({ interval }: CostComparison, truth: number): boolean =>
  interval !== null && interval.low <= truth && truth <= interval.high;

export const comparison: Calibration = {
  name: "comparison",
  title: "Is the head slower than the base",
  parts: [
    falseAlarmPart(`${forks} forks a build that vary by 0.5 to 5%`, 3000, (draws) =>
      unpaired(draws, 0.005 + 0.045 * draws.uniform()),
    ),
    falseAlarmPart("5 forks a build that vary by 5%", 3000, (draws) =>
      compareUnpaired(costs(draws, 0.05, 100, 5), costs(draws, 0.05, 100, 5)),
    ),
    falseAlarmPart(
      `${forks} forks a build with the heavy tails of t with 3 degrees of freedom`,
      3000,
      (draws) => {
        const heavy = () => Array.from({ length: forks }, () => Math.exp(0.02 * draws.studentT(3)));
        return compareUnpaired(heavy(), heavy());
      },
    ),
    falseAlarmPart(
      `${forks} forks a build, of which 3 in 10 lie in a second mode 4% above the first`,
      3000,
      (draws) => {
        const bimodal = () => costs(draws, 0.005).map((cost) => (draws.uniform() < 0.3 ? cost * 1.04 : cost));
        return compareUnpaired(bimodal(), bimodal());
      },
    ),
    falseAlarmPart(`${forks} pairs that vary by 0.5 to 5%`, 3000, (draws) =>
      paired(draws, 0.005 + 0.045 * draws.uniform()),
    ),
    sharePart(
      `p below 0.01 on A/A data, ${forks} forks of alternating batches under drifting noise`,
      10_000,
      { atMost: 0.015 },
      (draws) => (drifting(draws).probability ?? 1) < 0.01,
    ),
    sharePart(
      "An alarm at any of 4 looks on A/A data, after 5, 10, 15 and 20 forks a build that vary by 3%",
      10_000,
      { atMost: 0.01 },
      (draws) => {
        const [base, head] = [costs(draws, 0.03, 100, 20), costs(draws, 0.03, 100, 20)];
        return [5, 10, 15, 20].some((count) =>
          alarms([compareUnpaired(base.slice(0, count), head.slice(0, count), { looks: 4 })]).includes(true),
        );
      },
    ),
    powerPart("3%, forks vary by 1%", 1.03, 0.95, () => 0.01),
    powerPart("5%, forks vary by 2%", 1.05, 0.9, () => 0.02),
    powerPart("10%, forks vary by 2 to 5%", 1.1, 0.85, (draws) => 0.02 + 0.03 * draws.uniform()),
    smallestEffectPart(
      `${forks} forks a build that vary by 1%`,
      0.01,
      2 * (forks - 1),
      0.01 * Math.sqrt(2 / forks),
      unpaired,
    ),
    smallestEffectPart(
      `${forks} forks a build that vary by 5%`,
      0.05,
      2 * (forks - 1),
      0.05 * Math.sqrt(2 / forks),
      unpaired,
    ),
    smallestEffectPart(`${forks} pairs that vary by 3%`, 0.03, forks - 1, 0.03 / Math.sqrt(forks), paired),
    sharePart(
      "The 99% interval covers the ratio, 6 forks that vary by 1% against 12 by 4%",
      20_000,
      { between: [0.985, 0.995] },
      (draws) => covers(compareUnpaired(costs(draws, 0.01, 100, 6), costs(draws, 0.04, 110, 12)), 1.1),
    ),
    sharePart(
      `The 99% interval covers the ratio, ${forks} pairs that vary by 3%`,
      20_000,
      { between: [0.985, 0.995] },
      (draws) => covers(paired(draws, 0.03, 1.1), 1.1),
    ),
    sharePart(
      `A change by just the margin of 2% is called the same, ${forks} pairs that vary by 1%`,
      20_000,
      { atMost: 0.01 },
      (draws) => judgeSuite([paired(draws, 0.01, 1.02)])[0]?.verdict === "same",
    ),
  ],
};
