/** Axes chosen here and not by Vega, so that ticks are few, round in their unit, and labelled with the page's figures. */
import type { QuantityUnit } from "@strait/analysis";

/** A range of values and those among them to label, both ascending. Mutable because Vega-Lite's types are. */
export type Axis = { readonly domain: [number, number]; readonly ticks: number[] };

/** Ticks at most on one axis: more would touch, since widths of text are only estimated. */
const most = 6;

/**
 * A logarithmic axis around the values. Bytes get powers of two; all else powers of ten when the values span decades,
 * else 1-2-5 steps, else single digits.
 *
 * @param values positive, at least one
 * @example logAxis([0.8, 40], "count").ticks // [1, 2, 5, 10, 20]
 */
export function logAxis(values: readonly number[], unit: QuantityUnit): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max(1.15, (high / low) ** 0.04);
  const domain: [number, number] = [low / room, high * room];
  const candidates = (isBinary(unit) ? powersOfTwo(domain) : decimalSteps(domain)).map((ticks) =>
    ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]),
  );
  const sparsest = candidates.at(-1) ?? [];
  const ticks = candidates.find((candidate) => candidate.length <= most) ?? sparsest;
  const stride = Math.ceil(ticks.length / most);
  return { domain, ticks: ticks.filter((_, index) => index % stride === 0) };
}

/**
 * A linear axis that holds zero and all the values, with steps of 1, 2 or 5 times a power of ten, of KiB, MiB and so
 * on where the unit is bytes.
 *
 * @example linearAxis([3, 17], "count").ticks // [0, 5, 10, 15, 20]
 */
export function linearAxis(values: readonly number[], unit: QuantityUnit): Axis {
  return stepped(Math.min(0, ...values), Math.max(0, ...values), unit);
}

/**
 * A linear axis that need not hold zero, for what moves little beside how large it is: it is never narrower than a fifth
 * of the largest value, so that noise does not look like a change.
 *
 * @example closeAxis([98, 101], "count").domain // [85, 110]
 */
export function closeAxis(values: readonly number[], unit: QuantityUnit): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0, (high / 5 - (high - low)) / 2);
  return stepped(Math.max(0, low - room), high + room, unit);
}

/**
 * Every tick, or every second, third and so on, so that labels do not touch.
 *
 * @param apart pixels from one tick to the next
 * @param room pixels that a label takes, with the space beside it
 * @example spacedTicks([0, 5, 10, 15], 30, 50) // [0, 10]
 */
export function spacedTicks(ticks: readonly number[], apart: number, room: number): number[] {
  const stride = Math.max(1, Math.ceil(room / apart));
  return ticks.filter((_, index) => index % stride === 0);
}

/** Vega-Lite's `values` and `labelExpr` for ticks that are labelled by `label`. */
export function tickLabels(ticks: number[], label: (tick: number) => string) {
  const labels = Object.fromEntries(ticks.map((tick) => [tick, label(tick)]));
  return { values: ticks, labelExpr: `(${JSON.stringify(labels)})[datum.value]` };
}

function stepped(low: number, high: number, unit: QuantityUnit): Axis {
  const span = high - low || 1;
  const base = isBinary(unit) && span >= 1024 ? 1024 ** Math.floor(Math.log2(span) / 10) : 1;
  const steps = decimalMultiples([span / base / 100, span / base], [1, 2, 5]).map((step) => step * base);
  const step = steps.find((candidate) => span / candidate < most - 1) ?? span;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => roundOff((first + index) * step));
  return { domain: [first * step, last * step], ticks };
}

function isBinary(unit: QuantityUnit): boolean {
  return unit === "bytes" || unit === "bytes/operation";
}

function decimalSteps(domain: readonly [number, number]): number[][] {
  return [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1]].map((digits) => decimalMultiples(domain, digits));
}

/** Every power of two, every other, every fourth and so on: from where they still name round units. */
function powersOfTwo([low, high]: readonly [number, number]): number[][] {
  const first = Math.floor(Math.log2(low));
  const powers = Array.from({ length: Math.ceil(Math.log2(high)) - first + 1 }, (_, index) => first + index);
  return [1, 2, 5, 10].map((stride) =>
    powers.filter((power) => power % stride === 0).map((power) => 2 ** power),
  );
}

/** Digits times every power of ten that touches the domain, as exact decimals. */
function decimalMultiples([low, high]: readonly [number, number], digits: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    digits.map((digit) => Number(`${digit}e${first + index}`)),
  ).flat();
}

/** Removes what binary fractions add: 3 · 0.1 is 0.3. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12));
}
