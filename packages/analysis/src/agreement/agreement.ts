/** Do two runs of the same thing say the same? */
import { median } from "../describe/descriptive.ts";
import { fewestForks } from "../describe/median-interval.ts";
import { isDisturbed } from "../summary/disturbance.ts";
import type { Interval, Summary } from "../verdict/verdict.ts";

/** Two runs of five forks agree when at least this share of their figures does. */
export const agreementGoal = 0.9;

/**
 * How often the medians of two runs lie in each other's 99% intervals when nothing changed and the forks are independent and
 * lognormal, for 3 to 16 forks each: 30,000 simulated pairs for each, 400,000 for 3 and 4. It is not 99%: both medians vary,
 * and a median more than the mean of the logs that the interval is about.
 */
const nominalShares = [
  0.955, 0.945, 0.924, 0.922, 0.898, 0.902, 0.882, 0.888, 0.878, 0.881, 0.87, 0.877, 0.867, 0.876,
];

/** What two runs may fall short of that: the machine is not quite the same in both. */
const allowance = nominalShare(5) - agreementGoal;

/** A figure as an agreement needs it: where it belongs, what the forks say, its median and interval. */
export type Figure = Pick<
  Summary,
  "scenario" | "case" | "metric" | "size" | "forkMedians" | "median" | "interval" | "disturbedShare"
>;

/** One figure of both runs. */
export type FigurePair = {
  readonly one: Figure & { readonly interval: Interval };
  readonly other: Figure & { readonly interval: Interval };
  /** The other median divided by the one; 1 where both are zero, null where one of them is. */
  readonly ratio: number | null;
  /** Whether each median lies in the other's interval. */
  readonly agrees: boolean;
};

/** What two runs have in common, and how much of it agrees. */
export type Agreement = {
  /** Figures that both runs have with an interval. */
  readonly pairs: readonly FigurePair[];
  /** Share of the pairs that agree; null when there are none. */
  readonly share: number | null;
  /** The share that is wanted: 90% where each run has five forks, more with fewer and less with more. Null without pairs. */
  readonly goal: number | null;
  /** Cases with a figure among the pairs, and those of them all of whose figures agree. */
  readonly cases: number;
  readonly wholeCases: number;
  /** Figures of both runs without an interval in one of them, which has too few forks. */
  readonly withoutInterval: number;
  /** Figures of both runs most of whose samples waited for a processor or shared it, in one of them at least. */
  readonly disturbed: number;
  /** Figures that only one of the runs has. */
  readonly onlyInOne: number;
  /** The median of all ratios: what the machine as a whole did between the runs. Null without ratios. */
  readonly shift: number | null;
  /** Whether the share reaches the goal; null without pairs. */
  readonly holds: boolean | null;
};

/**
 * Holds the figures of two runs against each other: a figure agrees when each median lies in the 99% interval of the other.
 *
 * Where nothing changed, 96% agree of three forks each, whose intervals are wide, 92% of five, and 88% of ten to sixteen; so
 * the goal of 90% for five forks is as much higher with fewer and lower with more. Forks that share a slow minute of the
 * machine agree less often, since an interval knows of the forks of its own run only.
 *
 * A figure that was disturbed in one of the runs says what its machine did, and is not held against the other.
 *
 * Figures of one case come from the same forks and miss together. So the share says how well the figures repeat; it is
 * not a number of independent trials.
 *
 * @param one figures of a run, as `analyse` summarises them
 * @param other figures of the same cases in another run
 * @example agreement(analyse(first).summaries, analyse(second).summaries).share // 0.96
 */
export function agreement(one: readonly Figure[], other: readonly Figure[]): Agreement {
  const others = new Map(other.map((figure) => [keyOf(figure), figure]));
  const common = one.flatMap((figure) => {
    const partner = others.get(keyOf(figure));
    return partner === undefined ? [] : [[figure, partner] as const];
  });
  const quiet = common.filter((pair) => !pair.some(isDisturbed));
  const pairs = quiet.flatMap(([first, second]) => pairOf(first, second));
  const agreeing = pairs.filter(({ agrees }) => agrees);
  const byCase = Map.groupBy(pairs, ({ one: figure }) => JSON.stringify([figure.scenario, figure.case]));
  const whole = [...byCase.values()].filter((ofCase) => ofCase.every(({ agrees }) => agrees));
  const ratios = pairs.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const shareOf = (count: number) => (pairs.length === 0 ? null : count / pairs.length);
  const share = shareOf(agreeing.length);
  const goal = shareOf(pairs.reduce((sum, pair) => sum + goalOf(pair), 0));
  return {
    pairs,
    share,
    goal,
    cases: byCase.size,
    wholeCases: whole.length,
    withoutInterval: quiet.length - pairs.length,
    disturbed: common.length - quiet.length,
    onlyInOne: one.length + other.length - 2 * common.length,
    shift: ratios.length === 0 ? null : median(ratios),
    holds: share === null || goal === null ? null : share >= goal - 1e-12,
  };
}

function pairOf(one: Figure, other: Figure): FigurePair[] {
  if (one.interval === null || other.interval === null) return [];
  const agrees = contains(one.interval, other.median) && contains(other.interval, one.median);
  const [before, after] = [one.median, other.median];
  const ratio = before === after ? 1 : before === 0 || after === 0 ? null : after / before;
  return [
    { one: { ...one, interval: one.interval }, other: { ...other, interval: other.interval }, ratio, agrees },
  ];
}

/** The run with more forks has the narrower interval, which decides. */
function goalOf({ one, other }: FigurePair): number {
  const forks = Math.max(one.forkMedians.length, other.forkMedians.length);
  return nominalShare(forks) - allowance;
}

function nominalShare(forks: number): number {
  return nominalShares[Math.min(forks - fewestForks, nominalShares.length - 1)] ?? 1;
}

function contains({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

function keyOf({ scenario, case: name, metric, size }: Figure): string {
  return JSON.stringify([scenario, name, metric.name, size]);
}
