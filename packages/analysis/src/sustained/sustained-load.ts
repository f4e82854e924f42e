/** Does it degrade under sustained load: does the same work cost more at the end of a long fork than at its beginning? */
import { mean, median, sampleStandardDeviation } from "simple-statistics";
import { isSample } from "../describe/measurable.ts";
import { studentTQuantile } from "../distribution/student-t.ts";
import type { Finding } from "../verdict/finding.ts";
import { formatPercent } from "../verdict/quantity.ts";
import type { Interval } from "../verdict/verdict.ts";
import { blockDrift, blocks, type Drift, fewestSamples } from "./block-drift.ts";

/** "fails": it degrades. "holds": it does not, by more than the limit. "undecided": the forks do not agree. */
export type SustainedLoad = Finding & {
  /** Of the forks that could be judged, in their order. */
  readonly drifts: readonly Drift[];
  /** Median of the drifts as a share of the cost at the start; null when no fork could be judged. */
  readonly drift: number | null;
};

/** A drift that is worth a verdict, as a share of the cost at the start. */
const limit = 0.03;
/** One fork may drift for reasons of its own; that many, and more than half of all, do not. */
const fewestAgreeing = 3;
/** Of two-sided intervals of the mean, of which one end counts: it is beyond it by chance once in a hundred, and once in twenty. */
const convicting = 0.98;
const acquitting = 0.9;

/**
 * Each fork's drift is the rise of a least-squares line through its 20 block medians. It degrades when more than half of
 * the forks, and at least three, drift upwards by more than 3%, and the forks agree: their mean rise is surely above
 * zero, by Student's t over forks. Work that degrades does so in every fork; a machine whose speed moves takes some up, some
 * down, and each by another share. It does not degrade when as many forks surely stay below 3%, or that mean surely does.
 *
 * Without the mean, constant work on a machine whose speed jumps by up to 80% was called degrading in 38% of runs of five
 * forks. The mean costs power where forks are few and the machine is busy: with jumps of up to 15%, a drift of 20% is found
 * by three forks in 52% of 600 simulated runs, and not decided in the others; by five in 99%.
 *
 * Least squares through all samples calls 6% of planted forks without a drift degraded, because single slow samples pull the
 * line; through block medians none of 600.
 *
 * @param forks samples of each fork in the order of time, in any one unit
 * @example
 * const fork = Array.from({ length: 200 }, (_, index) => 100 + index / 20);
 * sustainedLoad([fork, fork, fork]).outcome // "fails"
 */
export function sustainedLoad(forks: readonly (readonly number[])[]): SustainedLoad {
  const warnings: string[] = [];
  const drifts = forks.flatMap((samples, fork) => {
    const reason = unusable(samples);
    const drift = reason === null ? blockDrift(samples) : null;
    if (drift === null) warnings.push(`Fork ${fork} is left out: ${reason ?? "its cost starts from zero"}.`);
    return drift === null ? [] : [drift];
  });
  const needed = Math.max(fewestAgreeing, Math.floor(drifts.length / 2) + 1);
  const common = {
    method: "least squares through 20 block medians of each fork",
    parameters: { forks: drifts.length, blocks, limit, agreeingForks: needed },
    warnings,
    drifts,
    drift: drifts.length === 0 ? null : median(drifts.map(({ share }) => share)),
  };
  const counted = `${drifts.length} ${drifts.length === 1 ? "fork" : "forks"}`;
  if (drifts.length < fewestAgreeing) {
    const sentence = `${counted} cannot show that it degrades: ${fewestAgreeing} must agree.`;
    const wouldDecide = `At least ${fewestAgreeing} forks, better 5, of at least ${fewestSamples} samples.`;
    return { ...common, outcome: "undecided", sentence, wouldDecide };
  }
  const rising = drifts.filter(({ share }) => share > limit);
  const staying = drifts.filter(({ interval }) => interval.high <= limit);
  const spread = describeSpread(drifts);
  if (rising.length >= needed && meanRise(drifts, convicting).low > 0) {
    const typical = formatPercent(median(rising.map(({ share }) => share)));
    const sentence = `Degrades: ${rising.length} of ${counted} cost more at the end than at the start, typically by ${typical} (${spread}).`;
    return { ...common, outcome: "fails", sentence, wouldDecide: null };
  }
  if (staying.length >= needed) {
    const sentence = `Does not degrade: ${staying.length} of ${counted} stay within ${formatPercent(limit)} of their cost at the start (${spread}).`;
    return { ...common, outcome: "holds", sentence, wouldDecide: null };
  }
  if (meanRise(drifts, acquitting).high <= ofMiddle(limit)) {
    const sentence = `Does not degrade: on average over ${counted} it stays within ${formatPercent(limit)} of its cost at the start (${spread}).`;
    return { ...common, outcome: "holds", sentence, wouldDecide: null };
  }
  return {
    ...common,
    outcome: "undecided",
    sentence: `Cannot say whether it degrades by more than ${formatPercent(limit)}: ${rising.length} of ${counted} do (${spread}).`,
    wouldDecide: "More forks, or longer ones: a fork's own wandering averages out.",
  };
}

function unusable(samples: readonly number[]): string | null {
  if (!samples.every(isSample)) return "it recorded what is no measured cost";
  if (samples.length >= fewestSamples) return null;
  return `${samples.length} samples are too few for ${blocks} blocks`;
}

/**
 * Interval of the mean over forks of the rise as a share of the cost in the middle of the fork. To that, and not to the cost at
 * the start, since a line through what grows ever faster may start near zero: of forks that all get many times as slow,
 * one would rise by 6 and another by 200 starts, while both rise by nearly 2 middles.
 */
function meanRise(drifts: readonly Drift[], confidence: number): Interval {
  const rises = drifts.map(({ share }) => ofMiddle(share));
  const centre = mean(rises);
  const spread = sampleStandardDeviation(rises);
  const reach = (studentTQuantile((1 + confidence) / 2, rises.length - 1) * spread) / Math.sqrt(rises.length);
  return { low: centre - reach, high: centre + reach, confidence };
}

/** A rise as a share of the start, as a share of the middle: at most 2. */
function ofMiddle(share: number): number {
  return share / (1 + share / 2);
}

/** "drift of −0.3% to 5.2%" */
function describeSpread(drifts: readonly Drift[]): string {
  const shares = drifts.map(({ share }) => share);
  return `drift of ${formatPercent(Math.min(...shares))} to ${formatPercent(Math.max(...shares))}`;
}
