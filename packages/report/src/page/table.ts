/** Tables that carry the exact numbers beside the readable ones, and scroll in their own box. */
import {
  formatBandwidth,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
  type Interval,
  type QuantityUnit,
} from "@strait/analysis";
import { shortUnit } from "../figures.ts";
import { type Html, type HtmlValue, html } from "./html.ts";

/** A column: its heading, and what its cells hold. Numbers are aligned at the right. */
export type Column = { readonly title: string; readonly holds: "text" | "number" | "list" };

export const textColumn = (title: string): Column => ({ title, holds: "text" });
export const numberColumn = (title: string): Column => ({ title, holds: "number" });
export const listColumn = (title: string): Column => ({ title, holds: "list" });

/** A box in which wide content scrolls by itself, by keyboard too. */
export function scrollBox(label: string, content: HtmlValue): Html {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

/** A table whose first cell of every row is that row's heading. */
export function dataTable(given: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly HtmlValue[])[];
}): Html {
  const { caption, columns, rows } = given;
  return scrollBox(
    caption,
    html`<table class="exact"><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${kind(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
      (row) =>
        html`<tr>${row.map((cell, index) =>
          index === 0
            ? html`<th scope="row"${kind(columns[index])}>${cell}</th>`
            : html`<td${kind(columns[index])}>${cell}</td>`,
        )}</tr>\n`,
    )}</tbody></table>`,
  );
}

/** Most cells hold numbers, so only the others say what they hold. */
function kind(column: Column | undefined): Html | false {
  return column !== undefined && column.holds !== "number" && html` class="${column.holds}"`;
}

/** A readable quantity whose `value` attribute is the number itself, in the unit's base. */
export function quantity(value: number, unit: QuantityUnit, operation?: string): Html {
  return html`<data value="${String(value)}">${formatQuantity(value, unit, operation)}</data>`;
}

/** A readable bandwidth whose `value` attribute is its bytes per second. */
export function bandwidth(bytes: number, nanoseconds: number): Html {
  return html`<data value="${String((bytes / nanoseconds) * 1e9)}">${formatBandwidth(bytes, nanoseconds)}</data>`;
}

/** A readable duration whose `value` attribute is its nanoseconds. */
export function duration(milliseconds: number): Html {
  return quantity(Math.round(milliseconds * 1e6), "nanoseconds/operation");
}

/** A fraction as a percentage whose `value` attribute is the fraction. */
export function percentage(fraction: number): Html {
  return html`<data value="${String(fraction)}">${formatPercent(fraction)}</data>`;
}

/** What there is, shown by `show`, or a dash with the reason why there is nothing. */
export function orAbsent<Value>(value: Value | null, reason: string, show: (value: Value) => Html): Html {
  return value === null ? absent(reason) : show(value);
}

/** Quantities one after the other, as of the forks of a case. */
export function quantities(values: readonly number[], unit: QuantityUnit): Html {
  return html`${values.map((value, index) => html`${index > 0 && " · "}${quantity(value, shortUnit(unit))}`)}`;
}

/** A readable bare number whose `value` attribute is the number itself. */
export function plainNumber(value: number): Html {
  return html`<data value="${String(value)}">${formatNumber(value)}</data>`;
}

/** Both ends of an interval, once where they read the same, or a dash where there is no interval. */
export function range(interval: Interval | null, unit: QuantityUnit, operation?: string): Html {
  if (interval === null) return absent("no interval: fewer than three forks");
  const { low, high } = interval;
  const [start, end] = [formatQuantity(low, unit, operation), formatQuantity(high, unit, operation)];
  return html`<data value="${String(low)} ${String(high)}">${start === end ? start : formatRange(low, high, unit, operation)}</data>`;
}

/** The heading of a column of intervals: with the confidence when it is the same everywhere. */
export function intervalTitle(intervals: readonly (Interval | null)[]): string {
  const [confidence, ...others] = new Set(intervals.flatMap((interval) => interval?.confidence ?? []));
  return confidence === undefined || others.length > 0 ? "Interval" : `${formatPercent(confidence)} interval`;
}

/** A dash for the eye, the reason for who listens. */
export function absent(reason: string): Html {
  return html`<span class="absent" title="${reason}"><span aria-hidden="true">–</span><span class="unseen">${reason}</span></span>`;
}
