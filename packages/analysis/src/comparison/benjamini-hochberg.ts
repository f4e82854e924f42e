/**
 * Adjusts the p of many tests so that those at or below q hold at most a share q of false alarms on average.
 *
 * Each p becomes the smallest q at which its test would be an alarm: min over all p₍ⱼ₎ ≥ p of m·p₍ⱼ₎/j, at most 1.
 * When no test has anything to find, the probability of any alarm at all is at most q. Holds for tests that are
 * independent or positively dependent, as cases of one run are. Source: Benjamini and Hochberg, "Controlling the false
 * discovery rate", Journal of the Royal Statistical Society B 57 (1995); the same as R's `p.adjust(p, "BH")`.
 *
 * @param probabilities p of every test, 0 … 1, in any order
 * @returns adjusted p in the same order
 * @example benjaminiHochberg([0.01, 0.04, 0.03, 0.5]) // 0.04, 0.0533…, 0.0533…, 0.5
 */
export function benjaminiHochberg(probabilities: readonly number[]): number[] {
  const count = probabilities.length;
  const descending = probabilities
    .map((probability, position) => ({ probability, position }))
    .sort((a, b) => b.probability - a.probability);
  const adjusted = new Array<number>(count).fill(1);
  let least = 1;
  descending.forEach(({ probability, position }, index) => {
    least = Math.min(least, (probability * count) / (count - index));
    adjusted[position] = least;
  });
  return adjusted;
}
