/**
 * The page's only way to make markup: a tagged template that escapes every value that is not itself its result.
 *
 * `hono/html` was chosen because escaping goes by the type of the value and not by a mark at each use: a nested
 * fragment needs no "this is safe" sign, so the sign cannot be put beside a name by mistake.
 */
import { raw, html as template } from "hono/html";
import { visibleText } from "../text.ts";

/** A fragment of markup, already escaped. */
export type Html = ReturnType<typeof template>;

/** What may stand in a template. `null` and `false` leave nothing. */
export type HtmlValue = string | number | false | null | Html | readonly HtmlValue[];

/**
 * @example html`<td>${"<b>"}</td>` // <td>&lt;b&gt;</td>
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return template(strings, ...values.map(visible));
}

function visible(value: HtmlValue): HtmlValue {
  if (typeof value === "string") return visibleText(value);
  return isList(value) ? value.map(visible) : value;
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

/**
 * Markup that something else has escaped: the SVG that Vega wrote, the package's own style sheet. Never a name.
 */
export function trusted(markup: string): Html {
  return raw(markup);
}
