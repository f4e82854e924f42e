import { formatNumber, formatPercent, formatQuantity, type QuantityUnit } from "@strait/analysis";
import type { AttributedChange, Point, Series } from "@strait/history";
import { printable } from "@strait/results";

const knownUnits: readonly QuantityUnit[] = [
  "nanoseconds/operation",
  "operations/second",
  "bytes",
  "bytes/operation",
  "count",
];

/** A figure in the unit of its series, which another tool may have named. */
export function formatFigure(value: number, unit: string): string {
  const known = knownUnits.find((one) => one === unit);
  // The formats are made for what is measured, which is never below zero.
  if (known !== undefined && value >= 0) return formatQuantity(value, known);
  return `${formatNumber(value)} ${printable(unit, 40)}`.trimEnd();
}

/** The name of a series that `show` understands: "wide/read-one/read", with its size if it has one. */
export function seriesName({ scenario, case: caseName, metric, size }: Series): string {
  return printable(`${scenario}/${caseName}/${metric}${size === null ? "" : `@${size}`}`);
}

/** A commit in ten digits, with a plus where files differed from it. */
export function formatCommit({ commit, dirty }: Pick<Point, "commit" | "dirty">): string {
  return commit === null ? "no commit" : `${printable(commit.slice(0, 10))}${dirty ? "+" : ""}`;
}

export function formatDate({ at }: Pick<Point, "at">): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** "+12% worse", or the levels where a ratio means nothing. */
export function formatChange({ ratio, before, after, direction }: AttributedChange, unit: string): string {
  const size =
    ratio === null
      ? `${formatFigure(before, unit)} → ${formatFigure(after, unit)}`
      : `${ratio > 1 ? "+" : "−"}${formatPercent(Math.abs(ratio - 1))}`;
  return direction === null ? size : `${size} ${direction}`;
}
