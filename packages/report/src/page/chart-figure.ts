/** A chart with its title, its reading instruction and, folded under it, its data. */
import { drawer } from "./drawer.ts";
import { type Html, type HtmlValue, html } from "./html.ts";
import { scrollBox } from "./table.ts";

export function chartFigure(given: {
  /** What the box that the chart scrolls in is called. */
  readonly name: string;
  /** Shown above the chart, unless a heading just above says the same. */
  readonly title: string | null;
  /** How to read the picture, above it; empty where the section says it for all. */
  readonly instruction: HtmlValue;
  /** Null when there is nothing to draw: then the data stands open. */
  readonly svg: Html | null;
  /** How much room the chart needs before it scrolls. */
  readonly width: "wide" | "narrow" | "small";
  /** The table of what is drawn. */
  readonly data: HtmlValue;
  /** More to unfold, under the data. */
  readonly more?: { readonly title: string; readonly content: HtmlValue };
}): Html {
  const isSilent = given.title === null && given.instruction === "";
  return html`<figure>${!isSilent && html`<figcaption>${given.title !== null && html`<strong>${given.title}</strong> `}${given.instruction}</figcaption>`}
${given.svg !== null && html`<div class="chart ${given.width}">${scrollBox(`Chart: ${given.name}`, given.svg)}</div>`}
${drawer({ summary: "Data of this chart", content: given.data, isOpen: given.svg === null })}${
  given.more !== undefined && drawer({ summary: given.more.title, content: given.more.content })
}</figure>`;
}
