/** Oracle: a page whose names are harmless. Whatever a name holds, the page is built the same and only reads otherwise. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { visibleText } from "../src/text.ts";
import { namedAnalysis } from "./fixtures/named.ts";
import { attribute, elements, readUnfolded, structure, tagged, textOf } from "./reading/page.ts";

const payloads = {
  "an end of script": "</script><script>alert(1)</script>",
  "an image with a handler": '<img src=x onerror="alert(1)">',
  "an end of SVG text": "</text></svg><svg onload=alert(1)>",
  "an end of a style sheet": "</style><style>*{display:none}",
  "an end of a title": "</title></textarea><plaintext>",
  "an end of an attribute in double quotes": '" onmouseover="alert(1)" x="',
  "an end of an attribute in single quotes": "' autofocus onfocus='alert(1)' x='",
  "an entity": "&lt;b&gt; &amp;amp; &#x3c;",
  "a comment": "<!-- --><![CDATA[ ]]>",
  "the mark of a packed part": '</packed-part><packed-part><div data-packed="0"></div>',
  "a template": "{{constructor}} $\u007balert(1)} #{1} <%= 1 %>",
  "an expression of Vega": '"]; datum.value || alert(1) //',
  "a reversed name": "gnp\u202e.exe\u2066\u2069",
  "NUL and other controls": "a\u0000b\u0008c\u001bd\u009fe",
  "half a character": "a\ud800b",
  "lines and tabs": "one\ntwo\r\n\tthree\u2028four",
  "a very long word": "w".repeat(600),
  "other scripts": "消息 رسالة הודעה 🚀👩‍🚀 ṱ̺̺̕h̼͓",
  "a link": "javascript:alert(1)",
  "a method of every object": "valueOf",
  "a prototype": "__proto__",
} as const;

const options = { title: "name", generatedAt: "name" };
const benign = structure(readUnfolded(await renderReport([namedAnalysis("name")], options)));

function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

describe.each(Object.entries(payloads))("%s as every name", async (_, payload) => {
  const page = readUnfolded(
    await renderReport([namedAnalysis(payload)], { title: payload, generatedAt: payload }),
  );
  const shown = collapsed(visibleText(payload));

  it("adds no element and no attribute", () => {
    expect(structure(page)).toEqual(benign);
  });

  it("is readable in the text, in attributes and in the charts", () => {
    expect(textOf(tagged(page, "h1")[0] ?? page)).toBe(shown);
    expect(textOf(tagged(page, "title")[0] ?? page)).toBe(shown);
    const labels = elements(page).map((element) => collapsed(attribute(element, "aria-label") ?? ""));
    expect(labels.some((label) => label.includes(shown))).toBe(true);
    const drawn = tagged(page, "text").map(textOf);
    const start = shown.slice(0, 12).trim();
    expect(drawn.filter((text) => text.startsWith(start)).length).toBeGreaterThanOrEqual(4);
  });

  it("leaves nothing in the page that hides or reorders text", () => {
    const everything = [
      textOf(page),
      ...elements(page).flatMap(({ attrs }) => attrs.map(({ value }) => value)),
    ];
    for (const text of everything) expect(text).not.toMatch(/[\p{Bidi_Control}\p{Surrogate}]|(?!\s)\p{Cc}/u);
  });
});

describe("any name", () => {
  it("adds no element and no attribute", { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), async (name) => {
        expect(structure(readUnfolded(await renderReport([namedAnalysis(name)], options)))).toEqual(benign);
      }),
      { numRuns: 12 },
    );
  });
});
