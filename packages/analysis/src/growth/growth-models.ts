/** The eleven models of how a cost grows: cost = intercept + coefficient · f(n). */
import type { ComplexityClass } from "../verdict/verdict.ts";

/** Shape of one model: which f, and whether an intercept at or above zero is fitted too. */
export type ModelShape = { readonly class: ComplexityClass; readonly hasIntercept: boolean };

/** From slowest to fastest growing. */
export const complexityClasses: readonly ComplexityClass[] = ["1", "lg n", "n", "n lg n", "n²", "n³"];

/** Six models through the origin, and five with an intercept: a constant has no use for one. */
export const modelShapes: readonly ModelShape[] = [
  ...complexityClasses.map((name) => ({ class: name, hasIntercept: false })),
  ...complexityClasses.filter((name) => name !== "1").map((name) => ({ class: name, hasIntercept: true })),
];

/**
 * f(n) of a class; lg is the logarithm to base two.
 *
 * @example growth("n lg n", 8) // 24
 */
export function growth(complexityClass: ComplexityClass, size: number): number {
  switch (complexityClass) {
    case "1":
      return 1;
    case "lg n":
      return Math.log2(size);
    case "n":
      return size;
    case "n lg n":
      return size * Math.log2(size);
    case "n²":
      return size ** 2;
    case "n³":
      return size ** 3;
  }
}

/** A class in a word: "linear". */
export function describeClass(complexityClass: ComplexityClass): string {
  return words[complexityClass];
}

const words: Readonly<Record<ComplexityClass, string>> = {
  "1": "constant",
  "lg n": "logarithmic",
  n: "linear",
  "n lg n": "linearithmic",
  "n²": "quadratic",
  "n³": "cubic",
};
