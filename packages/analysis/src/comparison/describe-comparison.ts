import { formatNumber, formatPercent } from "../verdict/quantity.ts";
import type { CostComparison } from "./cost-comparison.ts";
import type { Judgement } from "./judge-suite.ts";

/**
 * A judged comparison in a sentence, with the figures that it rests on.
 *
 * @example
 * // "Slower by 5% (3.55% to 6.46% at 99%, p 8.51e-5)."
 * // "The same within 2% (-0.0869% to 0.287% at 99%)."
 * // "Undecided: -0.854% to 2.88% at 99%; a change by 2.8% would have shown. About 16 forks of each build, if …"
 */
export function describeComparison({
  verdict,
  ratio,
  interval,
  probability,
  smallestEffect,
  parameters,
  wouldDecide,
}: CostComparison & Judgement): string {
  const known =
    interval === null
      ? null
      : `${formatPercent(interval.low - 1)} to ${formatPercent(interval.high - 1)} at ${formatPercent(interval.confidence)}`;
  const tested = [known, probability === null ? null : `p ${formatNumber(probability)}`].filter(
    (part) => part !== null,
  );
  switch (verdict) {
    case "slower":
      return `Slower by ${formatPercent((ratio ?? 1) - 1)} (${tested.join(", ")}).`;
    case "faster":
      return `Faster by ${formatPercent(1 - (ratio ?? 1))} (${tested.join(", ")}).`;
    case "same":
      return `The same within ${formatPercent(parameters.margin)} (${known ?? ""}).`;
    case "undecided": {
      const shown =
        smallestEffect === null ? "" : `; a change by ${formatPercent(smallestEffect)} would have shown`;
      const found = known ?? (ratio === null ? "no ratio" : `a ratio of ${formatNumber(ratio)}, untested`);
      return `Undecided: ${found}${shown}. ${wouldDecide ?? ""}`.trimEnd();
    }
  }
}
