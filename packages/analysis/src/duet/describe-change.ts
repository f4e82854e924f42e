import type { Metric } from "@strait/results";
import { formatNumber, formatPercent } from "../verdict/quantity.ts";
import type { JudgedChange } from "./judge-changes.ts";

/**
 * A judged change in a sentence, with the figures that it rests on.
 *
 * @example
 * // "Allocate: slower by 5% (3.55% to 6.46% at 99%, p 8.51e-5)."
 * // "Structs: the same."
 */
export function describeChange(metric: Metric, change: JudgedChange): string {
  return `${metric.title}: ${predicate(change)}`;
}

function predicate({
  outcome,
  ratio,
  interval,
  probability,
  smallestEffect,
  parameters,
}: JudgedChange): string {
  const by = ratio === null ? "" : ` by ${formatPercent(Math.abs(ratio - 1))}`;
  const known =
    interval === null
      ? []
      : [
          `${formatPercent(interval.low - 1)} to ${formatPercent(interval.high - 1)} at ${formatPercent(interval.confidence)}`,
        ];
  const tested = [...known, ...(probability === null ? [] : [`p ${formatNumber(probability)}`])].join(", ");
  switch (outcome) {
    case "slower":
    case "faster":
      return `${outcome}${by} (${tested}).`;
    case "more":
    case "fewer":
      return `${outcome}${by}, in every fork.`;
    case "same": {
      if (interval === null)
        return ratio === 1 ? "the same." : `the same within ${formatPercent(Math.abs((ratio ?? 1) - 1))}.`;
      return `the same within ${formatPercent(parameters["margin"] ?? 0)} (${known.join("")}).`;
    }
    case "undecided": {
      const found = known[0] ?? (ratio === null ? "no ratio" : `a ratio of ${formatNumber(ratio)}, untested`);
      const seen =
        smallestEffect === null ? "" : `; a change by ${formatPercent(smallestEffect)} would have shown`;
      return `undecided: ${found}${seen}.`;
    }
  }
}
