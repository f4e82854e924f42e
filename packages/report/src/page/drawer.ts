/** Something that can be folded away; what stands closed is packed until somebody opens it. */
import { type Html, type HtmlValue, html } from "./html.ts";
import { packed } from "./packed.ts";

export type Drawer = {
  /** What it holds, in a line; shown whether it is open or not. */
  readonly summary: HtmlValue;
  readonly content: HtmlValue;
  /** Makes it a place that links lead to. */
  readonly id?: string;
  /** One that stands open is not packed. */
  readonly isOpen?: boolean;
  /** Whether paper shows what it holds though nobody opened it: pictures and verdicts, not tables of data. */
  readonly isPrinted?: boolean;
};

export function drawer({ summary, content, id, isOpen = false, isPrinted = false }: Drawer): Html {
  return html`<details class="drawer${isPrinted && " printed"}"${id !== undefined && html` id="${id}"`}${isOpen && " open"}><summary>${summary}</summary>${isOpen ? content : packed(content)}</details>`;
}
