/** How often the steady state is found, and its absence noticed, on planted forks; and how long it takes. */
import { median } from "simple-statistics";
import { steadyState } from "../steady-state/steady-state.ts";
import { type Calibration, type CalibrationRow, figureRow, shareRow, trialsAt } from "./calibration.ts";
import { mser5 } from "./mser-5.ts";
import { seededDraws } from "./noise.ts";
import { type PlantedFork, plantedKinds, plantFork } from "./planted-warm-up.ts";

const documentedForksOfAKind = 200;
const lengths = [1000, 2000, 3000];
/** A steady state is found where it was planted within this share of the fork. */
const near = 0.05;

export const steadyStateOfForks: Calibration = {
  name: "steady-state",
  title: "Is it warm",
  parts: [
    { name: "planted forks", run: plantedRows },
    { name: "time", run: timeRows },
  ],
};

type Find = (samples: readonly number[]) => number | null;

function plantedRows({ scale, seed }: { readonly scale: number; readonly seed: number }): CalibrationRow[] {
  const ofAKind = trialsAt(documentedForksOfAKind, scale);
  const forks = plantedKinds.flatMap((kind) => {
    const draws = seededDraws(seed, `steady-state/${kind}`);
    return Array.from({ length: ofAKind }, (_, index) => plantFork(kind, lengths[index % 3] ?? 1000, draws));
  });
  const trials = forks.length;
  const ours = grade(forks, (samples) => steadyState(samples).steadyFrom);
  const rival = grade(forks, mser5);
  return [
    figureRow({
      claim: "F1 of “never steady”, nine kinds of fork",
      reached: ours.score,
      unit: "score",
      trials,
      goal: { atLeast: 0.75 },
    }),
    shareRow({
      claim: "steady from where it was planted (within 5% of the fork) or rightly never, nine kinds of fork",
      counted: ours.right,
      trials,
      goal: { atLeast: 0.9 },
    }),
    shareRow({
      claim: "steady forks called never steady, five kinds of fork",
      counted: ours.slandered,
      trials: ours.steady,
      goal: { atMost: 0.02 },
    }),
    figureRow({
      claim: "right more often than MSER-5 is, by this share of the same forks",
      reached: (ours.right - rival.right) / trials,
      unit: "share",
      trials,
      goal: { atLeast: 0.2 },
    }),
  ];
}

function grade(forks: readonly PlantedFork[], find: Find) {
  const graded = forks.map(({ samples, steadyFrom }) => ({
    planted: steadyFrom,
    found: find(samples),
    count: samples.length,
  }));
  const never = graded.filter(({ planted }) => planted === null);
  const noticed = never.filter(({ found }) => found === null).length;
  const slandered = graded.filter(({ planted, found }) => planted !== null && found === null).length;
  const located = graded.filter(
    ({ planted, found, count }) =>
      planted !== null && found !== null && Math.abs(found - planted) <= near * count,
  ).length;
  return {
    right: noticed + located,
    slandered,
    steady: graded.length - never.length,
    score: (2 * noticed) / (2 * noticed + slandered + (never.length - noticed)),
  };
}

/** CPU time of this thread, because a machine that is busy with other things takes longer. */
function timeRows({ scale, seed }: { readonly scale: number; readonly seed: number }): CalibrationRow[] {
  const draws = seededDraws(seed, "steady-state/time");
  const trials = Math.max(plantedKinds.length, trialsAt(90, scale));
  const milliseconds = Array.from({ length: trials }, (_, index) => {
    const { samples } = plantFork(plantedKinds[index % plantedKinds.length] ?? "", 3000, draws);
    const before = process.threadCpuUsage();
    steadyState(samples);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return [
    figureRow({
      claim: "median time for a fork of 3,000 samples",
      reached: median(milliseconds),
      unit: "milliseconds",
      trials,
      goal: { atMost: 60 },
    }),
  ];
}
