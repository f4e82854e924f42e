/** Figures that only a report shows; all others are formatted by the analysis package. */
import { formatNumber, formatPercent, type QuantityUnit } from "@strait/analysis";

/**
 * A fraction as a difference in percent, with its sign.
 * @example signedPercent(-0.0312) // "−3.12%"
 */
export function signedPercent(fraction: number): string {
  const sign = fraction > 0 ? "+" : fraction < 0 ? "−" : "";
  return sign + formatPercent(Math.abs(fraction));
}

/**
 * A share of one, never rounded to all or to nothing when it is neither.
 * @example formatShare(0.9997) // ">0.999"
 */
export function formatShare(share: number): string {
  if (share > 0.9995 && share < 1) return ">0.999";
  if (share < 0.0005 && share > 0) return "<0.001";
  return share.toFixed(3);
}

/** The unit where there is no room to say per what: an axis, a list. A heading near it does. */
export function shortUnit(unit: QuantityUnit): QuantityUnit {
  return unit === "bytes/operation" ? "bytes" : unit;
}

/**
 * A count in little room: on an axis.
 * @example compactCount(2_500_000) // "2.5 M"
 */
export function compactCount(count: number): string {
  if (count >= 1e9) return `${formatNumber(count / 1e9)} G`;
  if (count >= 1e6) return `${formatNumber(count / 1e6)} M`;
  return count >= 1e4 ? `${formatNumber(count / 1e3)} k` : formatNumber(count);
}
