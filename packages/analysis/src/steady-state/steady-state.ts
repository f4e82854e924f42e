/** Is it warm? From which sample on a fork does the same thing at the same cost, if ever. */
import { mean } from "simple-statistics";
import { isSample } from "../describe/measurable.ts";
import type { Finding } from "../verdict/finding.ts";
import { formatNumber, formatPercent } from "../verdict/quantity.ts";
import { type Phase, phasesOf } from "./phases.ts";

/** "holds": it becomes steady. "fails": it never does. "undecided": there are too few samples to say. */
export type SteadyState = Finding & {
  /** Position of the first steady sample; null unless it becomes steady. */
  readonly steadyFrom: number | null;
  /** Mean of the steady samples without outliers, in their unit; null unless it becomes steady. */
  readonly level: number | null;
  /** The phases that were found, in the order of time; empty when there are too few samples. */
  readonly phases: readonly Phase[];
};

/** Levels that differ by less are the same for practical purposes. */
const sameLevel = 0.05;
/** What is steady only in its last quarter was not steady when it mattered. */
const shortestSteadyShare = 0.25;
export const fewestSamples = 100;

/**
 * Divides the samples, without outliers, where their mean or variance changes, and merges backwards from the end as long
 * as the level before is within 5% of what is merged. Steady is what was merged, when it is at least a quarter of the
 * fork and does not rise or fall by more than 5% itself.
 * Source: Barrett, Bolz-Tereick, Killick, Mount and Tratt, "Virtual machine warmup blows hot and cold", OOPSLA 2017.
 *
 * @param samples costs in the order of time, in any one unit
 * @example steadyState([...Array(60).fill(30), ...Array(240).fill(10)]).steadyFrom // 60
 */
export function steadyState(samples: readonly number[]): SteadyState {
  const common = {
    method: "change points of mean and variance, merged backwards",
    parameters: { samples: samples.length, sameLevel, shortestSteadyShare },
  };
  const refusal = refuse(samples);
  if (refusal !== null) {
    const wouldDecide = `At least ${fewestSamples} samples, better 1,000, all of them measured costs.`;
    const nothing = { steadyFrom: null, level: null, phases: [], warnings: [] };
    return { ...common, ...nothing, outcome: "undecided", sentence: refusal, wouldDecide };
  }
  const { phases, kept } = phasesOf(samples);
  const outliers = samples.length - kept.length;
  const warnings =
    outliers > 0.1 * samples.length
      ? [`${formatPercent(outliers / samples.length)} of the samples are outliers.`]
      : [];
  const from = mergeBackwards(phases);
  const tail = kept.filter((position) => position >= from).map((position) => samples[position] ?? 0);
  const level = mean(tail);
  const share = (samples.length - from) / samples.length;
  const steady = share >= shortestSteadyShare && Math.abs(driftOf(tail)) <= sameLevel;
  return {
    ...common,
    parameters: { ...common.parameters, phases: phases.length, outliers },
    steadyFrom: steady ? from : null,
    level: steady ? level : null,
    phases,
    outcome: steady ? "holds" : "fails",
    sentence: steady
      ? describeSteady(phases, from, level, samples.length)
      : describeUnsteady(phases, share, samples.length),
    wouldDecide: null,
    warnings,
  };
}

function refuse(samples: readonly number[]): string | null {
  const wrong = samples.findIndex((sample) => !isSample(sample));
  if (wrong !== -1)
    return `Sample ${formatNumber(wrong + 1)} is no measured cost, so nothing is said of the others.`;
  if (samples.length >= fewestSamples) return null;
  return `${samples.length} ${samples.length === 1 ? "sample is" : "samples are"} too few to tell when it is warm.`;
}

/** Start of the last level: the earliest phase from which on all are within 5% of those after them. */
function mergeBackwards(phases: readonly Phase[]): number {
  let start = 0;
  let merged = 0;
  let level = 0;
  for (const one of phases.toReversed()) {
    if (merged > 0 && Math.abs(one.mean - level) > sameLevel * level) return start;
    const length = one.end - one.start;
    level = (level * merged + one.mean * length) / (merged + length);
    merged += length;
    start = one.start;
  }
  return start;
}

/** By what share of its level a series rises from end to end, from its first and last quarter, whose centres are ¾ apart. */
function driftOf(values: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  const [first, last] = [mean(values.slice(0, quarter)), mean(values.slice(-quarter))];
  return last === first ? 0 : (last - first) / 0.75 / Math.max(first, last);
}

function describeSteady(phases: readonly Phase[], from: number, level: number, count: number): string {
  if (from === 0) return `Steady from the first of ${formatNumber(count)} samples.`;
  const before = phases.filter(({ start }) => start < from).map((one) => one.mean);
  const start = `Steady from sample ${formatNumber(from + 1)} of ${formatNumber(count)}`;
  if (level === 0) return `${start}.`;
  const [least, most] = [Math.min(...before) / level, Math.max(...before) / level];
  const extremes = most > 1 + sameLevel ? [`up to ${formatNumber(most)}`] : [];
  if (least < 1 - sameLevel) extremes.push(`down to ${formatNumber(least)}`);
  return extremes.length === 0
    ? `${start}.`
    : `${start}; before, ${extremes.join(" and ")} times the steady cost.`;
}

function describeUnsteady(phases: readonly Phase[], share: number, count: number): string {
  const means = phases.map((one) => one.mean);
  const span = Math.max(...means) / Math.max(Math.min(...means), Number.MIN_VALUE);
  const levels =
    phases.length === 1
      ? ""
      : `, and its ${phases.length} phases differ by up to ${formatNumber(span)} times`;
  return share >= shortestSteadyShare
    ? `Never steady: the cost still drifts over the last ${formatPercent(share)} of ${formatNumber(count)} samples${levels}.`
    : `Never steady: the last level is only ${formatPercent(share)} of ${formatNumber(count)} samples long${levels}.`;
}
