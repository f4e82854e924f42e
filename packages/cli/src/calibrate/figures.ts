/** Figures of a calibration as people read them, the same on the page and in the terminal. */
import { formatNumber, formatPercent, formatQuantity } from "@strait/analysis";
import type { CalibrationRow } from "@strait/analysis/calibration";

type Unit = CalibrationRow["unit"];

export const glyphs: Readonly<Record<CalibrationRow["outcome"], string>> = {
  holds: "✓ holds",
  fails: "✗ fails",
  undecided: "~ undecided",
};

/** A table's head, and under it one row a claim. */
export const columns = ["claim", "reached", "99% interval", "goal", "trials", "verdict"] as const;

export function cellsOf({ claim, reached, unit, interval, goal, trials, outcome }: CalibrationRow): string[] {
  return [
    claim,
    figure(reached, unit),
    interval === null ? "" : `${figure(interval.low, unit)} to ${figure(interval.high, unit)}`,
    describeGoal(goal, unit),
    formatNumber(trials),
    glyphs[outcome],
  ];
}

/** @example describeGoal({ atMost: 0.005 }, "share") // "≤ 0.5%" */
export function describeGoal(goal: CalibrationRow["goal"], unit: Unit): string {
  if ("between" in goal) return `${figure(goal.between[0], unit)} to ${figure(goal.between[1], unit)}`;
  if ("atLeast" in goal) return `≥ ${figure(goal.atLeast, unit)}`;
  return `≤ ${figure(goal.atMost, unit)}`;
}

/** @example conclusionOf(rows) // "16 goals: 15 hold, 0 fail, 1 undecided." */
export function conclusionOf(rows: readonly CalibrationRow[]): string {
  const count = (outcome: CalibrationRow["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  return `${rows.length} goals: ${count("holds")} hold, ${count("fails")} fail, ${count("undecided")} undecided.`;
}

function figure(value: number, unit: Unit): string {
  switch (unit) {
    case "share":
      return formatPercent(value);
    case "score":
      return formatNumber(value);
    case "points/second":
      return formatQuantity(value, "operations/second");
    case "milliseconds":
      return formatQuantity(value * 1e6, "nanoseconds/operation");
  }
}
