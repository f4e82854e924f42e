/**
 * What a page keeps packed until somebody opens it: tables of data and pictures of folded groups, which would be most of
 * its bytes and elements and which hardly anybody looks at all together.
 */
import { deflateRawSync } from "node:zlib";
import { type Html, type HtmlValue, html, trusted } from "./html.ts";

/** The tag that marks what is to be packed. No name can bring it in: every `<` of a name is escaped. */
const tag = "packed-part";

/** Markup that `packPage` takes out of the page. It may hold further packed markup. */
export function packed(content: HtmlValue): Html {
  return html`${trusted(`<${tag}>`)}${content}${trusted(`</${tag}>`)}`;
}

export type PackedPage = {
  /** The page with an empty place, `<div data-packed="7">`, for every part that was taken out. */
  readonly markup: string;
  /** The parts, each at the index that its place names; a part has places for the parts within it. */
  readonly parts: readonly string[];
};

/**
 * Takes out every part that `packed` marked.
 * @example packPage("<p>a<packed-part>b</packed-part></p>").parts // ["b"]
 */
export function packPage(marked: string): PackedPage {
  const parts: string[] = [];
  const open: string[] = [""];
  for (const piece of marked.split(new RegExp(`(</?${tag}>)`))) {
    if (piece === `<${tag}>`) open.push("");
    else if (piece === `</${tag}>`) {
      parts.push(open.pop() ?? "");
      append(open, `<div data-packed="${parts.length - 1}">${place}</div>`);
    } else append(open, piece);
  }
  const [markup = ""] = open;
  return { markup, parts };
}

/** What a reader sees whose browser runs no script, or knows no `DecompressionStream`. */
const place = "<p>This part is packed, and unpacking it needs JavaScript, in a browser of 2023 or later.</p>";

function append(open: string[], piece: string): void {
  open[open.length - 1] += piece;
}

/** The parts as text that `script/unfold.js` reads: a JSON list, deflated, in Base64. The same on every machine. */
export function packedText(parts: readonly string[]): string {
  return deflateRawSync(JSON.stringify(parts), { level: 9 }).toString("base64");
}
