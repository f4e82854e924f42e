/** How often the interval of a median covers it: the forks are drawn, so their population's median is known. */
import { medianInterval } from "../describe/median-interval.ts";
import { type Calibration, type CalibrationPart, shareRow, trialsAt } from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";

/** The median of what `draw` gives is 1. `atLeast` is asked of an interval that is called one of 99%. */
type Population = {
  readonly name: string;
  readonly draw: (draws: Draws) => number;
  readonly atLeast: number;
};

const spread = 0.03;

const steady: Population = {
  name: "vary by 3%",
  draw: (draws) => draws.lognormal(spread),
  atLeast: 0.985,
};

/**
 * One in ten is slower by a third, as of a neighbour that takes the processor. The median of all then lies where 5/9 of the
 * undisturbed are below.
 */
const disturbed: Population = {
  name: "vary by 3%, one in ten a third slower",
  draw: (draws) => {
    const slower = draws.uniform() < 0.1 ? 4 / 3 : 1;
    return (slower * draws.lognormal(spread)) / Math.exp(spread * 0.13971);
  },
  atLeast: 0.985,
};

/**
 * Two levels a quarter apart, as of code that is compiled in one of two ways, three in ten of the higher: nothing is less
 * lognormal, so less is asked. The median lies where 5/7 of the lower level are below.
 */
const twoSpeeds: Population = {
  name: "have two speeds, three in ten a quarter slower",
  draw: (draws) => {
    const slower = draws.uniform() < 0.3 ? 1.25 : 1;
    return (slower * draws.lognormal(0.01)) / Math.exp(0.01 * 0.56595);
  },
  atLeast: 0.95,
};

function coverPart(count: number, { name, draw, atLeast }: Population): CalibrationPart {
  const setting = `${count} forks that ${name}`;
  return {
    name: setting,
    run({ scale, seed }) {
      const draws = seededDraws(seed, `median/${setting}`);
      const trials = trialsAt(20_000, scale);
      let counted = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const { interval } = medianInterval(Array.from({ length: count }, () => draw(draws)));
        if (interval !== null && interval.low <= 1 && 1 <= interval.high) counted += 1;
      }
      const claim = `The 99% interval covers the median, ${setting}`;
      return [shareRow({ claim, counted, trials, goal: { atLeast } })];
    },
  };
}

export const medians: Calibration = {
  name: "median",
  title: "How well is a cost known",
  parts: [3, 4, 5, 10].flatMap((count) =>
    [steady, disturbed, twoSpeeds].map((population) => coverPart(count, population)),
  ),
};
