const shrink = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one variable is least between two bounds, if it has one minimum there.
 * Source: Kiefer, "Sequential minimax search for a maximum", Proceedings of the AMS 4 (1953).
 *
 * @param steps each makes the bracket 0.618 times as wide: 30 steps leave 5e-7 of it
 * @example goldenSection((x) => (x - 2) ** 2, 0, 5, 40) // 2.0000000…
 */
export function goldenSection(
  objective: (x: number) => number,
  low: number,
  high: number,
  steps: number,
): number {
  let [start, end] = [low, high];
  let left = end - shrink * (end - start);
  let right = start + shrink * (end - start);
  let [leftValue, rightValue] = [objective(left), objective(right)];
  for (let step = 0; step < steps; step += 1) {
    if (leftValue < rightValue) {
      [end, right, rightValue] = [right, left, leftValue];
      left = end - shrink * (end - start);
      leftValue = objective(left);
    } else {
      [start, left, leftValue] = [left, right, rightValue];
      right = start + shrink * (end - start);
      rightValue = objective(right);
    }
  }
  return leftValue < rightValue ? left : right;
}
