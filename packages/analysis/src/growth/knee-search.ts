/** Where a line that bends once bends best, and how much better it fits than any that does not. */
import type { ComplexityClass } from "../verdict/verdict.ts";
import { type BrokenLine, fineSteps, fitBrokenLine, roughSteps } from "./broken-line.ts";
import { goldenSection } from "./golden-section.ts";
import { complexityClasses, growth } from "./growth-models.ts";

/** Sizes up to the knee, and beyond it, that a bend needs at least: with fewer, one wild size is half a line. */
const fewestAtASide = 3;
/** Below this many sizes no broken line, which has four parameters, is told from noise. */
export const fewestSizesForKnee = 10;
/** Positions tried between two sizes. */
const positionsPerGap = 2;
const goldenSteps = 12;
/** As in `akaike.ts`: residuals below a millionth are rounding. */
const smallestVariance = 1e-12;

export type KneeCandidate = {
  readonly class: ComplexityClass;
  readonly size: number;
  readonly line: BrokenLine;
};

/** A constant cannot bend, and of a logarithm with an intercept too little is left to tell a bend from noise. */
const bendingClasses = complexityClasses.filter((name) => name !== "1" && name !== "lg n");

/**
 * The best knee of every class for which there is one, best fit first: a bend upwards, beyond which growing costs more.
 * A bend downwards is what a cost of starting looks like, and the work of an intercept.
 *
 * @param sizes ascending, at least ten
 * @param logCosts natural log of the cost at every size
 * @param largestSquares when a first look finds no line with as little left around it, there is no need of a closer one:
 *   none is returned
 */
export function kneeCandidates(
  sizes: readonly number[],
  logCosts: readonly number[],
  largestSquares: number = Number.POSITIVE_INFINITY,
): KneeCandidate[] {
  const positions = kneePositions(sizes);
  const looks = bendingClasses.map((name) => {
    const growths = sizes.map((size) => growth(name, size));
    const lineAt = (size: number, steps: number) =>
      fitBrokenLine(growths, logCosts, growth(name, size), steps);
    const tried = positions.map((size) => lineAt(size, roughSteps)?.squares ?? Number.POSITIVE_INFINITY);
    const squares = Math.min(...tried);
    return { name, lineAt, squares, best: tried.indexOf(squares) };
  });
  if (!looks.some(({ squares }) => squares <= largestSquares)) return [];
  return looks
    .flatMap(({ name, lineAt, best }) => {
      const low = positions[Math.max(0, best - 1)] ?? 0;
      const high = positions[Math.min(best + 1, positions.length - 1)] ?? 0;
      const squaresAt = (log: number) =>
        lineAt(Math.exp(log), fineSteps)?.squares ?? Number.POSITIVE_INFINITY;
      const size = Math.exp(goldenSection(squaresAt, Math.log(low), Math.log(high), goldenSteps));
      const line = lineAt(size, fineSteps);
      return line === null || line.after <= line.before ? [] : [{ class: name, size, line }];
    })
    .sort((a, b) => a.line.squares - b.line.squares);
}

/** Log-spaced sizes at which a line may bend. */
export function kneePositions(sizes: readonly number[], perGap: number = positionsPerGap): number[] {
  const inner = sizes.slice(fewestAtASide - 1, sizes.length - fewestAtASide + 1);
  return inner.flatMap((size, index) => {
    const next = inner[index + 1];
    if (next === undefined) return [size];
    return Array.from({ length: perGap }, (_, part) => size * (next / size) ** (part / perGap));
  });
}

/**
 * The F statistic of a bend against no bend, at the place where it is largest: (n − 4)·(S₀ − S₁)/S₁, with the sums of
 * squares S₀ of the best of the eleven models and S₁ of the best broken line. It has no F distribution, because the
 * knee is looked for: `knee-critical-values.ts`. Source: Hansen, "Regression kink with an unknown threshold", Journal of
 * Business and Economic Statistics 35 (2017).
 *
 * @param smoothSigma standard deviation of the log residuals of the best model without a bend
 */
export function kneeStatistic(smoothSigma: number, { line }: KneeCandidate, count: number): number {
  const bent = Math.max(line.squares / count, smallestVariance);
  return ((count - 4) * (Math.max(smoothSigma ** 2, smallestVariance) - bent)) / bent;
}
