/**
 * Figures as people read them, the same in sentences, tables and charts: three significant digits, thousands
 * separators, and a unit that keeps the number readable.
 */
import type { Target } from "@strait/results";
import type { Interval } from "./verdict.ts";

/** Every unit that a metric or a target can have. */
export type QuantityUnit = Target["unit"];

/** From which value on a unit is used, how much of the basic unit it is, and its symbol. */
type Step = { readonly from: number; readonly size: number; readonly symbol: string };

const timeSteps: readonly Step[] = [
  { from: 0, size: 1, symbol: " ns" },
  { from: 1e3, size: 1e3, symbol: " µs" },
  { from: 1e6, size: 1e6, symbol: " ms" },
  { from: 1e9, size: 1e9, symbol: " s" },
];
// Below 10 k/s plain numbers stay, because a floor of "1,000/s" reads better than "1 k/s".
const rateSteps: readonly Step[] = [
  { from: 0, size: 1, symbol: "/s" },
  { from: 1e4, size: 1e3, symbol: " k/s" },
  { from: 1e6, size: 1e6, symbol: " M/s" },
  { from: 1e9, size: 1e9, symbol: " G/s" },
];
const byteSteps: readonly Step[] = [
  { from: 0, size: 1, symbol: " B" },
  { from: 2 ** 10, size: 2 ** 10, symbol: " KiB" },
  { from: 2 ** 20, size: 2 ** 20, symbol: " MiB" },
  { from: 2 ** 30, size: 2 ** 30, symbol: " GiB" },
  { from: 2 ** 40, size: 2 ** 40, symbol: " TiB" },
];
// Decimal, as bandwidths of memory are given.
const bandwidthSteps: readonly Step[] = [
  { from: 0, size: 1, symbol: " B/s" },
  { from: 1e3, size: 1e3, symbol: " kB/s" },
  { from: 1e6, size: 1e6, symbol: " MB/s" },
  { from: 1e9, size: 1e9, symbol: " GB/s" },
];
const plainStep: Step = { from: 0, size: 1, symbol: "" };

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/**
 * A bare number: whole from 100 on, three significant digits below, powers of ten where digits would be endless.
 *
 * @example formatNumber(1234567.8) // "1,234,568"
 * @example formatNumber(0.012345) // "0.0123"
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "not available";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e15)) return value.toExponential(2);
  return (magnitude >= 100 ? whole : threeDigits).format(value);
}

/**
 * A quantity with its unit. Times are given in nanoseconds per operation and rates in operations per second.
 *
 * @param operation what a byte count is per; "operation" when not given
 * @example formatQuantity(45.61, "nanoseconds/operation") // "45.6 ns"
 * @example formatQuantity(12_345_678, "operations/second") // "12.3 M/s"
 * @example formatQuantity(1_310_720, "bytes/operation", "message") // "1.25 MiB/message"
 */
export function formatQuantity(value: number, unit: QuantityUnit, operation = "operation"): string {
  const step = stepOf(value, unit);
  if (!Number.isFinite(value)) return "not available";
  return formatNumber(value / step.size) + step.symbol + suffixOf(unit, operation);
}

/**
 * How fast bytes are moved, in decimal units.
 *
 * @example formatBandwidth(1_048_576, 100_000) // "10.5 GB/s"
 */
export function formatBandwidth(bytes: number, nanoseconds: number): string {
  const bytesPerSecond = (bytes / nanoseconds) * 1e9;
  if (!Number.isFinite(bytesPerSecond)) return "not available";
  const step = reachedOf(bandwidthSteps, bytesPerSecond);
  return formatNumber(bytesPerSecond / step.size) + step.symbol;
}

/**
 * Both ends of an interval, the unit said once when it is the same.
 *
 * @example formatRange(44.9, 46.3, "nanoseconds/operation") // "44.9 to 46.3 ns"
 * @example formatRange(900, 1100, "nanoseconds/operation") // "900 ns to 1.1 µs"
 */
export function formatRange(low: number, high: number, unit: QuantityUnit, operation = "operation"): string {
  const step = stepOf(low, unit);
  const shared = step === stepOf(high, unit) && Number.isFinite(low) && Number.isFinite(high);
  const start = shared ? formatNumber(low / step.size) : formatQuantity(low, unit, operation);
  return `${start} to ${formatQuantity(high, unit, operation)}`;
}

/**
 * An interval with its confidence.
 *
 * @example formatInterval({ low: 44.9, high: 46.3, confidence: 0.99 }, "nanoseconds/operation")
 * // "44.9 to 46.3 ns at 99%"
 */
export function formatInterval(interval: Interval, unit: QuantityUnit, operation = "operation"): string {
  return `${formatRange(interval.low, interval.high, unit, operation)} at ${formatPercent(interval.confidence)}`;
}

/**
 * A fraction as a percentage.
 *
 * @example formatPercent(0.1234) // "12.3%"
 */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  return Number.isFinite(percent) ? `${formatNumber(percent)}%` : "not available";
}

function stepOf(value: number, unit: QuantityUnit): Step {
  return reachedOf(stepsOf(unit), value);
}

/** The largest step that the number, once rounded to three digits, reaches: 999.9 ns is 1 µs. */
function reachedOf(steps: readonly Step[], value: number): Step {
  const reaches = ({ from, size }: Step) => Number((Math.abs(value) / size).toPrecision(3)) >= from / size;
  return steps.findLast(reaches) ?? plainStep;
}

function stepsOf(unit: QuantityUnit): readonly Step[] {
  switch (unit) {
    case "nanoseconds/operation":
      return timeSteps;
    case "operations/second":
      return rateSteps;
    case "bytes":
    case "bytes/operation":
      return byteSteps;
    case "count":
      return [plainStep];
  }
}

function suffixOf(unit: QuantityUnit, operation: string): string {
  return unit === "bytes/operation" ? `/${operation}` : "";
}
