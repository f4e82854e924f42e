/** How often changes of a history are found, and only they: the changes are planted, so the truth is known. */
import { changePoints } from "../change/change-points.ts";
import { median } from "../describe/descriptive.ts";
import {
  type Calibration,
  type CalibrationPart,
  type CalibrationRow,
  figureRow,
  shareRow,
  trialsAt,
} from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";
import { coverOfSegmentation, scoreOfChanges } from "./segmentation-scores.ts";

/** Values of a series, unless a claim says otherwise. */
const usualLength = 200;

/** Values that a change may be off by and still count as found: as in the benchmark of van den Burg and Williams (2020). */
const margin = 5;

type Noise = { readonly name: string; readonly draw: (draws: Draws, count: number) => number[] };

const each = (draw: (draws: Draws) => number) => (draws: Draws, count: number) =>
  Array.from({ length: count }, () => draw(draws));

const independent: Noise = { name: "independent normal noise", draw: each(({ normal }) => normal()) };

/** Noise around a constant level, each of a standard deviation near 1, but for what its name says. */
const noises: readonly Noise[] = [
  independent,
  { name: "noise correlated by 0.3", draw: (draws, count) => draws.autoregressive(count, 0.3) },
  { name: "noise correlated by 0.5", draw: (draws, count) => draws.autoregressive(count, 0.5) },
  { name: "noise of Student's t with 3 degrees of freedom", draw: each(({ studentT }) => studentT(3)) },
  { name: "lognormal noise whose logs vary by 1", draw: each(({ lognormal }) => lognormal(1)) },
  {
    name: "normal noise with 2% spikes of 10σ",
    draw: each(({ normal, uniform }) => normal() + (uniform() < 0.02 ? 10 : 0)),
  },
  {
    name: "noise with two modes 4σ apart",
    draw: each(({ normal, uniform }) => normal() + (uniform() < 0.5 ? 4 : 0)),
  },
];

/** So rare that the median of the differences does not see the other mode. */
const rareMode: Noise = {
  name: "noise of 0.3σ of which one value in ten lies 4σ higher",
  draw: each(({ normal, uniform }) => 0.3 * normal() + (uniform() < 0.1 ? 4 : 0)),
};

/** Every change counts, however small. */
const changesOf = (values: readonly number[]) => changePoints(values, { minimumEffect: 0 }).changes;

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
      const draws = seededDraws(seed, `change-points/${claim}`);
      const trials = trialsAt(documented, scale);
      let counted = 0;
      for (let trial = 0; trial < trials; trial += 1) if (happens(draws)) counted += 1;
      return [shareRow({ claim, counted, trials, goal })];
    },
  };
}

function falseAlarmPart({ name, draw }: Noise, length = usualLength): CalibrationPart {
  const claim = `Series of ${length.toLocaleString("en-US")} values without a change that show one, ${name}`;
  return sharePart(
    claim,
    Math.round(2_000_000 / length),
    { atMost: 0.01 },
    (draws) => changesOf(draw(draws, length)).length > 0,
  );
}

/** Noise whose level rises by a shift at a place between the first and last tenth. */
function shifted({ draw }: Noise, shift: number, draws: Draws) {
  const place = Math.floor(usualLength * (0.1 + 0.8 * draws.uniform()));
  const values = draw(draws, usualLength).map((value, index) => value + (index < place ? 0 : shift));
  return { place, values };
}

function powerPart(noise: Noise, shift: number, atLeast: number): CalibrationPart {
  const claim = `A shift of ${shift}σ at any of the middle 80% of 200 places is found within ${margin} places, ${noise.name}`;
  return sharePart(claim, 4000, { atLeast }, (draws) => {
    const { place, values } = shifted(noise, shift, draws);
    return changesOf(values).some(({ index }) => Math.abs(index - place) <= margin);
  });
}

const driftPart = sharePart(
  "A steady rise by 10σ over 200 values is taken for steps, independent normal noise",
  4000,
  { atMost: 0.05 },
  (draws) => changesOf(rising(draws, 0)).length > 0,
);

const stepOnDriftPart = sharePart(
  `A shift of 3σ in the middle of a rise by 5σ is found within ${margin} places, independent normal noise`,
  4000,
  { atLeast: 0.95 },
  (draws) => changesOf(rising(draws, 3)).some(({ index }) => Math.abs(index - usualLength / 2) <= margin),
);

/** A rise by 10σ, or by 5σ where a shift lies in its middle. */
function rising(draws: Draws, shift: number): number[] {
  const slope = (shift === 0 ? 10 : 5) / usualLength;
  return Array.from(
    { length: usualLength },
    (_, index) => slope * index + (index < usualLength / 2 ? 0 : shift) + draws.normal(),
  );
}

const intervalPart: CalibrationPart = {
  name: "location",
  run({ scale, seed }) {
    const draws = seededDraws(seed, "change-points/location");
    let trials = 0;
    let counted = 0;
    for (let trial = 0; trial < trialsAt(4000, scale); trial += 1) {
      const { place, values } = shifted(independent, 1.5, draws);
      const [only, ...others] = changesOf(values);
      if (only === undefined || others.length > 0) continue;
      trials += 1;
      if (only.location.low <= place && place <= only.location.high) counted += 1;
    }
    const claim =
      "The 95% interval holds the place of the one change found, a shift of 1.5σ in independent normal noise";
    // Whole places make the interval wider than it says.
    return [shareRow({ claim, counted, trials: Math.max(1, trials), goal: { atLeast: 0.94 } })];
  },
};

/** Histories of 300 values with up to four changes of 2 to 6σ, at least 15 values apart, in noise of any kind. */
const historiesPart: CalibrationPart = {
  name: "histories",
  run({ scale, seed }) {
    const draws = seededDraws(seed, "change-points/histories");
    const trials = trialsAt(1400, scale);
    const scores: number[] = [];
    const covers: number[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      const { values, places } = plantedHistory(noises[trial % noises.length] ?? independent, draws);
      const found = changesOf(values).map(({ index }) => index);
      scores.push(scoreOfChanges(places, found, margin));
      covers.push(coverOfSegmentation(places, found, values.length));
    }
    const histories = "planted histories of 300 values in seven kinds of noise, up to 4 changes of 2 to 6σ";
    const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
    const row = (what: string, some: readonly number[]) =>
      figureRow({
        claim: `${what}, ${histories}`,
        reached: mean(some),
        unit: "score",
        trials,
        goal: { atLeast: 0.85 },
      });
    return [row(`F1 with a margin of ${margin}`, scores), row("Cover", covers)];
  },
};

function plantedHistory({ draw }: Noise, draws: Draws) {
  const count = 300;
  const places: number[] = [];
  for (let change = Math.floor(5 * draws.uniform()); change > 0; change -= 1) {
    const place = 15 + Math.floor((count - 30) * draws.uniform());
    if (places.every((other) => Math.abs(other - place) >= 15)) places.push(place);
  }
  places.sort((one, other) => one - other);
  const shifts = places.map(() => (2 + 4 * draws.uniform()) * (draws.uniform() < 0.5 ? -1 : 1));
  const levelAt = (index: number) =>
    shifts.reduce((sum, shift, position) => sum + (index < (places[position] ?? count) ? 0 : shift), 0);
  return { places, values: draw(draws, count).map((value, index) => value + levelAt(index)) };
}

const speedPart: CalibrationPart = {
  name: "speed",
  run({ scale, seed }) {
    const draws = seededDraws(seed, "change-points/speed");
    const count = trialsAt(1_000_000, scale);
    const quiet = Float64Array.from({ length: count }, () => draws.normal());
    const short = quiet.subarray(0, 10_000);
    const repetitions = 7;
    return [
      figureRow({
        claim:
          "Values of a null series that are analysed in a second of processor time, 1,000,000 of them at once",
        reached: count / (millisecondsOf(() => changePoints(quiet), repetitions) / 1000),
        unit: "points/second",
        trials: repetitions,
        goal: { atLeast: 2e6 },
      }),
      figureRow({
        claim: "Processor time of a null series of 10,000 values",
        reached: millisecondsOf(() => changePoints(short), repetitions),
        unit: "milliseconds",
        trials: repetitions,
        goal: { atMost: 50 },
      }),
    ];
  },
};

/** Processor time of this thread, the median of some runs: what runs beside it must not count. */
function millisecondsOf(action: () => unknown, repetitions: number): number {
  const times = Array.from({ length: repetitions }, () => {
    const before = process.threadCpuUsage();
    action();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times);
}

export const changes: Calibration = {
  name: "change-points",
  title: "Did the history change",
  parts: [
    ...noises.map((noise) => falseAlarmPart(noise)),
    falseAlarmPart(rareMode),
    falseAlarmPart(independent, 40),
    falseAlarmPart(independent, 2000),
    powerPart(independent, 2, 0.98),
    powerPart(independent, 3, 0.99),
    driftPart,
    stepOnDriftPart,
    intervalPart,
    historiesPart,
    speedPart,
  ],
};
