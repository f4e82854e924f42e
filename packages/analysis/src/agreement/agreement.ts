/** Do two runs of the same thing say the same? */
import { median } from "../describe/descriptive.ts";
import type { Interval, Summary } from "../verdict/verdict.ts";

/** Two runs agree when at least this share of their figures does. */
export const agreementGoal = 0.9;

/** A figure as an agreement needs it: where it belongs, what the forks say, its median and interval. */
export type Figure = Pick<
  Summary,
  "scenario" | "case" | "metric" | "size" | "forkMedians" | "median" | "interval"
>;

/** One figure of both runs. */
export type FigurePair = {
  readonly one: Figure & { readonly interval: Interval };
  readonly other: Figure & { readonly interval: Interval };
  /** The other median divided by the one; 1 where both are zero. */
  readonly ratio: number;
  /** Whether what each run estimates lies in the other's interval. */
  readonly agrees: boolean;
  /** Whether each median, as it is shown, lies in the other's interval. */
  readonly mediansAgree: boolean;
};

/** What two runs have in common, and how much of it agrees. */
export type Agreement = {
  /** Figures that both runs have with an interval. */
  readonly pairs: readonly FigurePair[];
  /** Share of the pairs that agree; null when there are none. */
  readonly share: number | null;
  /** The same by the medians as they are shown. */
  readonly medianShare: number | null;
  /** Cases with a figure among the pairs, and those of them all of whose figures agree. */
  readonly cases: number;
  readonly wholeCases: number;
  /** Figures of both runs without an interval in one of them, which has too few forks. */
  readonly withoutInterval: number;
  /** Figures that only one of the runs has. */
  readonly onlyInOne: number;
  /** The median of all ratios: what the machine as a whole did between the runs. Null without pairs. */
  readonly shift: number | null;
  /** Whether the share reaches the goal; null without pairs. */
  readonly holds: boolean | null;
};

/**
 * Holds the figures of two runs against each other: a figure agrees when the estimate of each run lies in the 99% interval
 * of the other. The estimate is what Student's interval on the logs is about: the geometric mean of the fork medians.
 *
 * Where nothing changed and forks are independent, not 99% agree but 96% of five forks and 93% of sixteen: both estimates
 * vary, and their difference √2 times as much as one. The medians that are shown vary more than the geometric mean, since
 * a single slow fork does not move them; by these 92% agree of five forks, 88% of eleven and 87% of sixteen (simulated).
 * Forks that share a slow minute of the machine agree less often, since an interval knows of its own run only. Hence a goal
 * of 90%.
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
  const pairs = common.flatMap(([first, second]) => pairOf(first, second));
  const agreeing = pairs.filter(({ agrees }) => agrees);
  const byCase = Map.groupBy(pairs, ({ one: figure }) => JSON.stringify([figure.scenario, figure.case]));
  const whole = [...byCase.values()].filter((ofCase) => ofCase.every(({ agrees }) => agrees));
  const shareOf = (count: number) => (pairs.length === 0 ? null : count / pairs.length);
  const share = shareOf(agreeing.length);
  return {
    pairs,
    share,
    medianShare: shareOf(pairs.filter(({ mediansAgree }) => mediansAgree).length),
    cases: byCase.size,
    wholeCases: whole.length,
    withoutInterval: common.length - pairs.length,
    onlyInOne: one.length + other.length - 2 * common.length,
    shift: pairs.length === 0 ? null : median(pairs.map(({ ratio }) => ratio)),
    holds: share === null ? null : share >= agreementGoal,
  };
}

function pairOf(one: Figure, other: Figure): FigurePair[] {
  if (one.interval === null || other.interval === null) return [];
  const [first, second] = [
    { ...one, interval: one.interval },
    { ...other, interval: other.interval },
  ];
  const each = (estimate: (figure: Figure) => number) =>
    contains(first.interval, estimate(second)) && contains(second.interval, estimate(first));
  return [
    {
      one: first,
      other: second,
      ratio: one.median === other.median ? 1 : other.median / one.median,
      agrees: each(centreOf),
      mediansAgree: each(({ median: middle }) => middle),
    },
  ];
}

/** The geometric mean of the forks, which is the centre of an interval on their logs; the median where one is zero. */
function centreOf({ forkMedians, median: middle }: Figure): number {
  if (forkMedians.some((value) => value <= 0)) return middle;
  return Math.exp(forkMedians.reduce((sum, value) => sum + Math.log(value), 0) / forkMedians.length);
}

function contains({ low, high }: Interval, value: number): boolean {
  const rounding = 1e-12 * Math.abs(value);
  return low - rounding <= value && value <= high + rounding;
}

function keyOf({ scenario, case: name, metric, size }: Figure): string {
  return JSON.stringify([scenario, name, metric.name, size]);
}
