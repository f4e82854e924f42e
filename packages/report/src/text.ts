/** Names come from outside: here they become text that shows what it is, whatever it holds. */

/** C0 and C1 controls, bidirectional formatting, line and paragraph separators, noncharacters, byte-order mark. */
const unseen = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\ufeff]/gu;

/**
 * The text with every character that hides or reorders others made visible as `⟨U+202E⟩`, white space as a plain
 * space, and lone surrogates replaced. Without this a name could show its reader something else than it says
 * ("Trojan Source", Boucher and Anderson 2021), and NUL would make the page invalid.
 *
 * @example visibleText("wide\u202Eedis") // "wide⟨U+202E⟩edis"
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(unseen, (character) => {
    if (character === "\n" || character === "\t" || character === "\r") return " ";
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `⟨U+${code}⟩`;
  });
}

/**
 * What a text says first, up to where its next sentence begins.
 * @example firstSentence("It takes 1.5 ms. That is too long.") // "It takes 1.5 ms."
 */
export function firstSentence(text: string): string {
  return text.split(/(?<=\.) (?=\p{Lu})/u, 1)[0] ?? text;
}

/** Scripts whose glyphs are about as wide as they are high: CJK, Hangul, kana, full-width forms, emoji. */
const wideGlyph =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Capitals and the widest of the small letters. */
const broadGlyph = /[\p{Lu}mw@%]/u;

/** Advance of a glyph in em, on the wide side of what the usual system fonts have. */
function advance(glyph: string): number {
  if (wideGlyph.test(glyph)) return 1;
  return broadGlyph.test(glyph) ? 0.8 : 0.56;
}

/**
 * The text, visible, cut with an ellipsis so that it is about `em` wide at most. SVG text cannot wrap, and there is
 * no font to measure with on a server, so the estimate is on the wide side.
 *
 * @example fittedText("allocate and clean up 10,000 objects", 10) // "allocate and cle…"
 */
export function fittedText(text: string, em: number): string {
  const glyphs = Array.from(visibleText(text));
  const widths = glyphs.map(advance);
  let width = 0;
  for (const glyphWidth of widths) width += glyphWidth;
  if (width <= em) return glyphs.join("");
  let kept = 0;
  let used = 1;
  while (used + (widths[kept] ?? em) <= em) {
    used += widths[kept] ?? 0;
    kept++;
  }
  return `${glyphs.slice(0, kept).join("").trimEnd()}…`;
}
