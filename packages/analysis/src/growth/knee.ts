/** Where does a cost bend: from which size on does each further step cost more? */
import { studentTQuantile } from "../distribution/student-t.ts";
import { formatNumber, formatPercent } from "../verdict/quantity.ts";
import type { ComplexityClass, Interval, Knee, ScalingModel } from "../verdict/verdict.ts";
import { aicc, akaikeSet, akaikeWeights } from "./akaike.ts";
import { fitBrokenLine } from "./broken-line.ts";
import { decisiveWeight } from "./growth-class.ts";
import { complexityClasses, growth } from "./growth-models.ts";
import { kneeCriticalValue } from "./knee-critical-values.ts";
import {
  fewestSizesForKnee,
  type KneeCandidate,
  kneeCandidates,
  kneePositions,
  kneeStatistic,
} from "./knee-search.ts";
import { weighModels } from "./model-selection.ts";

/** Beyond the knee a step costs at least this many times as much; less is no bend that anybody would look for. */
const smallestFactor = 1.2;
/** A first look must come to this part of the critical value to be worth a closer one. */
const closerLook = 4;
const confidence = 0.95;
/** Positions between two sizes at which the interval is evaluated. */
const intervalPositions = 6;
const bisections = 6;
/** Intercept, coefficients before and after, knee; and the residuals' σ. */
const parameters = 5;

/**
 * The knee of a cost, at the 1% level: the best line that bends upwards once, by a factor of at least 1.2, must fit so
 * much better than the best of the eleven models that chance does it in one of a hundred series, and still when any one
 * size is left out, so that a single odd size is no knee. The interval of the knee holds all places at which the line
 * fits hardly worse, by the F test for one parameter. Sources: Hansen, "Regression kink with an unknown threshold",
 * Journal of Business and Economic Statistics 35 (2017), for test and interval; Muggeo, "Estimating regression models
 * with unknown break-points", Statistics in Medicine 22 (2003), for the place as a parameter like others.
 *
 * Assumes multiplicative, lognormal error of the same relative size everywhere.
 *
 * @param sizes ascending
 * @param logCosts natural log of the cost at every size
 * @param models the eleven, fitted to the same
 * @returns null when there is no knee, or when there are fewer than ten sizes
 */
export function findKnee(
  sizes: readonly number[],
  logCosts: readonly number[],
  models: readonly ScalingModel[],
): Knee | null {
  if (sizes.length < fewestSizesForKnee) return null;
  const critical = kneeCriticalValue(sizes.length);
  const sigma = smallestSigma(models);
  const promising = (sizes.length * sigma ** 2) / (1 + critical / closerLook / (sizes.length - 4));
  const candidates = kneeCandidates(sizes, logCosts, promising);
  const [best] = candidates;
  if (best === undefined) return null;
  const { before, after } = best.line;
  const statistic = kneeStatistic(sigma, best, sizes.length);
  if (statistic <= critical || after < smallestFactor * before) return null;
  if (restsOnOneSize(sizes, logCosts, critical)) return null;
  return {
    size: best.size,
    interval: locationInterval(sizes, logCosts, best),
    factor: before > 0 ? after / before : null,
    plausible: plausibleClasses(candidates, sizes.length),
    statistic,
    critical,
  };
}

function smallestSigma(models: readonly ScalingModel[]): number {
  return models.reduce((least, { sigma }) => Math.min(least, sigma), Number.POSITIVE_INFINITY);
}

/** Whether there is a size without which there is no knee: then it is that size which is odd. */
function restsOnOneSize(sizes: readonly number[], logCosts: readonly number[], critical: number): boolean {
  return sizes.some((_, left) => {
    const [otherSizes, otherCosts] = [sizes.toSpliced(left, 1), logCosts.toSpliced(left, 1)];
    const [best] = kneeCandidates(otherSizes, otherCosts);
    if (best === undefined) return true;
    const sigma = smallestSigma(weighModels(otherSizes, otherCosts));
    return kneeStatistic(sigma, best, otherSizes.length) <= critical;
  });
}

/** Places of the knee, from the first to the last, at which the squares are within what F(1, n − 4) allows. */
function locationInterval(
  sizes: readonly number[],
  logCosts: readonly number[],
  best: KneeCandidate,
): Interval {
  const spare = sizes.length - 4;
  const allowed = best.line.squares * (1 + studentTQuantile((1 + confidence) / 2, spare) ** 2 / spare);
  const growths = sizes.map((size) => growth(best.class, size));
  const isCredible = (size: number) => {
    const line = fitBrokenLine(growths, logCosts, growth(best.class, size));
    return line !== null && line.squares <= allowed;
  };
  const positions = kneePositions(sizes, intervalPositions);
  const credible = [...positions.filter(isCredible), best.size];
  const [first, last] = [Math.min(...credible), Math.max(...credible)];
  const before = positions.findLast((size) => size < first) ?? first;
  const beyond = positions.find((size) => size > last) ?? last;
  return { low: border(first, before, isCredible), high: border(last, beyond, isCredible), confidence };
}

/** Where, between a credible place and one that is not, credibility ends. */
function border(credible: number, not: number, isCredible: (size: number) => boolean): number {
  let [inside, outside] = [credible, not];
  for (let step = 0; step < bisections; step += 1) {
    const middle = Math.sqrt(inside * outside);
    if (isCredible(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Classes on both sides of the knee, by the Akaike weights of the broken lines. */
function plausibleClasses(candidates: readonly KneeCandidate[], count: number): ComplexityClass[] {
  const weights = akaikeWeights(candidates.map(({ line }) => aicc(line.squares, count, parameters)));
  const weighted = candidates.map((candidate, index) => ({
    class: candidate.class,
    weight: weights[index] ?? 0,
  }));
  const credible = new Set(akaikeSet(weighted, decisiveWeight).map((candidate) => candidate.class));
  return complexityClasses.filter((name) => credible.has(name));
}

/** "bends at about 10,000 (8,200 to 12,000 at 95%), beyond which each step costs 1.5 times as much". */
export function describeKnee({ size, interval, factor }: Knee): string {
  const range = `${formatNumber(roundedSize(interval.low))} to ${formatNumber(roundedSize(interval.high))}`;
  const place = `${formatNumber(roundedSize(size))} (${range} at ${formatPercent(interval.confidence)})`;
  const change = factor === null ? "it grows" : `each step costs ${formatNumber(factor)} times as much`;
  return `bends at about ${place}, beyond which ${change}`;
}

/** Two significant digits: a knee is never known better. */
function roundedSize(size: number): number {
  return Number(size.toPrecision(2));
}
