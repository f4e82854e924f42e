/** Distribution of Kendall's S when every order of the values is equally probable. */

/** Up to this many values the exact distribution is used, as in R's `cor.test`. */
export const mostForExact = 49;

/**
 * Exact two-sided p-value of Kendall's S without ties. S is n(n − 1)/2 minus twice the number of inversions of a random
 * permutation, and the inversions are a sum of independent uniform draws from 0 … i − 1 for i = 1 … n.
 * Source: Kendall, "A new measure of rank correlation", Biometrika 30 (1938).
 *
 * @param score S, of the same parity as n(n − 1)/2
 * @param count n, from 1 to 49
 * @example kendallExactProbability(6, 4) // 0.0833…: 2 of 24 orders, rising and falling
 */
export function kendallExactProbability(score: number, count: number): number {
  const pairs = (count * (count - 1)) / 2;
  const shares = inversionShares(count);
  const inversions = Math.round((pairs - Math.abs(score)) / 2);
  let tail = 0;
  for (let index = 0; index <= inversions; index += 1) tail += shares[index] ?? 0;
  return Math.min(1, 2 * tail);
}

/** Share of the permutations of n values that have 0, 1, 2 … inversions. */
function inversionShares(count: number): Float64Array {
  let shares = Float64Array.of(1);
  for (let size = 2; size <= count; size += 1) {
    const next = new Float64Array((size * (size - 1)) / 2 + 1);
    let sum = 0;
    for (let index = 0; index < next.length; index += 1) {
      sum += (shares[index] ?? 0) - (shares[index - size] ?? 0);
      next[index] = Math.max(0, sum) / size;
    }
    shares = next;
  }
  return shares;
}
