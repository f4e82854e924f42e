/**
 * p of the two-sided test that values are as often above zero as below, by the binomial distribution with p = ½; zeros
 * say nothing and are left out. Source: Arbuthnott (1710); Dixon and Mood, "The statistical sign test", Journal of the
 * American Statistical Association 41 (1946). It is the test behind `orderStatisticInterval`.
 *
 * Assumes nothing of the values but that they are independent. Eight of one sign are the fewest that reach 1%.
 *
 * @returns 1 when there is no value but zero
 * @example signTest([1, 2, 3, 4, 5, 6, 7, 8]) // 0.0078125
 */
export function signTest(values: readonly number[]): number {
  const above = values.filter((value) => value > 0).length;
  const below = values.filter((value) => value < 0).length;
  const count = above + below;
  const fewer = Math.min(above, below);
  // In logs, because 0.5ⁿ itself is zero in double precision beyond a thousand values.
  let logShare = count * Math.log(0.5);
  let tail = Math.exp(logShare);
  for (let rank = 1; rank <= fewer; rank += 1) {
    logShare += Math.log((count - rank + 1) / rank);
    tail += Math.exp(logShare);
  }
  return Math.min(1, 2 * tail);
}
