/**
 * A cost that grows as one of the classes and bends once: intercept + before · f(n) up to the knee, and from there on
 * with another coefficient, without a jump. Error is multiplicative, as in `model-fit.ts`: the squared log residuals are
 * least. Only the logs keep the fit from being linear, so a least-squares fit of the relative residuals is improved by
 * Gauss–Newton steps. Coefficients are not negative.
 */
import { solveLeastSquares } from "./normal-equations.ts";

export type BrokenLine = {
  readonly intercept: number;
  /** Coefficient of f(n) up to the knee, and beyond it. */
  readonly before: number;
  readonly after: number;
  /** Sum of the squared log residuals. */
  readonly squares: number;
};

/** One step comes close enough to find where the knee is; three to compare how well lines fit. */
export const roughSteps = 1;
export const fineSteps = 3;

/** Which of intercept, coefficient before and coefficient after are above zero: all, or the best of those that miss one. */
const allTerms = [0, 1, 2];
const borders = [
  [1, 2],
  [0, 2],
  [0, 1],
];

/**
 * @param growths f(n) of every size, ascending
 * @param logCosts natural log of the cost at every size
 * @param knee f(n) where the line bends, between two of the growths
 * @returns null when no such line with coefficients from zero on fits
 * @example fitBrokenLine([1, 2, 3, 4, 5, 6], [1, 2, 3, 5, 7, 9].map(Math.log), 3) // before 1, after 2
 */
export function fitBrokenLine(
  growths: readonly number[],
  logCosts: readonly number[],
  knee: number,
  steps: number = fineSteps,
): BrokenLine | null {
  const fitted = fitShape(growths, logCosts, knee, allTerms, steps);
  if (fitted !== null) return fitted;
  let best: BrokenLine | null = null;
  for (const shape of borders) {
    const line = fitShape(growths, logCosts, knee, shape, steps);
    if (line !== null && (best === null || line.squares < best.squares)) best = line;
  }
  return best;
}

function fitShape(
  growths: readonly number[],
  logCosts: readonly number[],
  knee: number,
  shape: readonly number[],
  steps: number,
): BrokenLine | null {
  const count = growths.length;
  const unknowns = shape.length;
  const terms = new Float64Array(count * unknowns);
  for (let index = 0; index < count; index += 1) {
    const value = growths[index] ?? 0;
    const all = [1, Math.min(value, knee), Math.max(0, value - knee)];
    for (let column = 0; column < unknowns; column += 1) {
      terms[index * unknowns + column] = all[shape[column] ?? 0] ?? 0;
    }
  }
  const coefficients = fitCoefficients(terms, logCosts, unknowns, steps);
  if (coefficients === null || !coefficients.every((value) => value >= 0)) return null;
  const fitted = costsOf(terms, coefficients, count);
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    squares += ((logCosts[index] ?? 0) - Math.log(fitted[index] ?? 0)) ** 2;
  }
  const coefficient = (column: number) => coefficients[shape.indexOf(column)] ?? 0;
  const line = { intercept: coefficient(0), before: coefficient(1), after: coefficient(2), squares };
  return Number.isFinite(squares) ? line : null;
}

/** Null when the terms are not independent, or when a cost would not be above zero. */
function fitCoefficients(
  terms: Float64Array,
  logCosts: readonly number[],
  unknowns: number,
  steps: number,
): Float64Array | null {
  const count = logCosts.length;
  const rows = new Float64Array(terms.length);
  const weigh = (weight: (index: number) => number) => {
    for (let index = 0; index < count; index += 1) {
      const factor = weight(index);
      for (let at = index * unknowns; at < (index + 1) * unknowns; at += 1)
        rows[at] = (terms[at] ?? 0) * factor;
    }
  };
  weigh((index) => Math.exp(-(logCosts[index] ?? 0)));
  const coefficients = solveLeastSquares(rows, new Float64Array(count).fill(1), unknowns);
  for (let step = 0; step < steps && coefficients !== null; step += 1) {
    const fitted = costsOf(terms, coefficients, count);
    if (!fitted.every((value) => value > 0)) return null;
    weigh((index) => 1 / (fitted[index] ?? 1));
    const residuals = fitted.map((value, index) => (logCosts[index] ?? 0) - Math.log(value));
    const change = solveLeastSquares(rows, residuals, unknowns);
    if (change === null) return null;
    for (let column = 0; column < unknowns; column += 1) {
      coefficients[column] = (coefficients[column] ?? 0) + (change[column] ?? 0);
    }
  }
  return coefficients;
}

function costsOf(terms: Float64Array, coefficients: Float64Array, count: number): Float64Array {
  const costs = new Float64Array(count);
  for (let index = 0, at = 0; index < count; index += 1) {
    let sum = 0;
    for (let column = 0; column < coefficients.length; column += 1, at += 1) {
      sum += (terms[at] ?? 0) * (coefficients[column] ?? 0);
    }
    costs[index] = sum;
  }
  return costs;
}
