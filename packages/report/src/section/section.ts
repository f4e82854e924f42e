/** The frame that all sections share. */
import { drawer } from "../page/drawer.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";

/** A section of the page: `id` is its link, `title` its heading and its name in the list of contents. */
export type Section = { readonly id: string; readonly title: string; readonly body: Html };

export function sectionMarkup({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>\n`;
}

/** The paragraph that says what a section shows. */
export function lead(text: HtmlValue): Html {
  return html`<p class="lead">${text}</p>`;
}

/** With more warnings than that in one place, they are folded. */
const mostWarnings = 3;

/** Warnings where they apply; nothing when there are none. */
export function warningList(warnings: readonly string[]): Html | null {
  const distinct = [...new Set(warnings)];
  if (distinct.length === 0) return null;
  if (distinct.length <= mostWarnings) return warningItems(distinct);
  return drawer({
    summary: html`<span class="warned">${distinct.length} warnings</span>`,
    content: warningItems(distinct),
  });
}

function warningItems(distinct: readonly string[]): Html {
  return html`<ul class="warnings">${distinct.map(
    (warning) => html`<li><span class="unseen">Warning: </span>${warning}</li>`,
  )}</ul>`;
}
