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
  const terms = growths.map((value) => [1, Math.min(value, knee), Math.max(0, value - knee)]);
  const fitted = fitShape(terms, logCosts, allTerms, steps);
  if (fitted !== null) return fitted;
  return borders
    .map((shape) => fitShape(terms, logCosts, shape, steps))
    .reduce(
      (best, line) => (best === null || (line !== null && line.squares < best.squares) ? line : best),
      null,
    );
}

function fitShape(
  terms: readonly (readonly number[])[],
  logCosts: readonly number[],
  shape: readonly number[],
  steps: number,
): BrokenLine | null {
  const rows = shape.length === 3 ? terms : terms.map((row) => shape.map((column) => row[column] ?? 0));
  const coefficients = fitCoefficients(rows, logCosts, steps);
  if (coefficients === null || !coefficients.every((value) => value >= 0)) return null;
  let squares = 0;
  for (let index = 0; index < rows.length; index += 1) {
    squares += ((logCosts[index] ?? 0) - Math.log(sumOf(rows[index] ?? [], coefficients))) ** 2;
  }
  const coefficient = (column: number) => coefficients[shape.indexOf(column)] ?? 0;
  const line = { intercept: coefficient(0), before: coefficient(1), after: coefficient(2), squares };
  return Number.isFinite(squares) ? line : null;
}

/** Null when the terms are not independent, or when a cost would not be above zero. */
function fitCoefficients(
  rows: readonly (readonly number[])[],
  logCosts: readonly number[],
  steps: number,
): number[] | null {
  let coefficients = solveLeastSquares(
    rows.map((row, index) => scaled(row, Math.exp(-(logCosts[index] ?? 0)))),
    logCosts.map(() => 1),
  );
  for (let step = 0; step < steps && coefficients !== null; step += 1) {
    const current = coefficients;
    const fitted = rows.map((row) => sumOf(row, current));
    if (!fitted.every((value) => value > 0)) return null;
    const change = solveLeastSquares(
      rows.map((row, index) => scaled(row, 1 / (fitted[index] ?? 1))),
      fitted.map((value, index) => (logCosts[index] ?? 0) - Math.log(value)),
    );
    coefficients = change === null ? null : current.map((value, index) => value + (change[index] ?? 0));
  }
  return coefficients;
}

function scaled(row: readonly number[], factor: number): number[] {
  return row.map((value) => value * factor);
}

function sumOf(row: readonly number[], coefficients: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < row.length; index += 1) sum += (row[index] ?? 0) * (coefficients[index] ?? 0);
  return sum;
}
