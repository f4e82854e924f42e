/** Oracle: worked by hand, and the reading of the tests, which inflates and puts back what was packed. */
import { describe, expect, it } from "vitest";
import { drawer } from "../src/page/drawer.ts";
import { html } from "../src/page/html.ts";
import { packed, packedText, packPage } from "../src/page/packed.ts";
import { unfolded } from "./reading/page.ts";

const place = (index: number) =>
  `<div data-packed="${index}"><p>This part is packed, and unpacking it needs JavaScript, in a browser of 2023 or later.</p></div>`;

describe("packPage", () => {
  it("takes parts out, those within others first, and leaves a place for each", () => {
    const inner = packed(html`<b>inner</b>`);
    const marked = String(
      html`<p>before</p>${packed(html`<i>outer</i>${inner}`)}<p>between</p>${packed("last")}`,
    );
    const { markup, parts } = packPage(marked);
    expect(parts).toEqual(["<b>inner</b>", `<i>outer</i>${place(0)}`, "last"]);
    expect(markup).toBe(`<p>before</p>${place(1)}<p>between</p>${place(2)}`);
  });

  it("leaves a page without any as it is", () => {
    expect(packPage("<p>all</p>")).toEqual({ markup: "<p>all</p>", parts: [] });
  });

  it("can be undone from what the page holds", () => {
    const marked = String(html`<p>a</p>${packed(html`<p>ünïcode &amp; "quotes"</p>${packed("b")}`)}`);
    const { markup, parts } = packPage(marked);
    const store = `<script type="text/plain" id="packed-parts">${packedText(parts)}</script>`;
    expect(unfolded(markup + store)).toBe(`<p>a</p><p>ünïcode &amp; "quotes"</p>b${store}`);
  });
});

describe("drawer", () => {
  it("packs what stands closed, and nothing that stands open", () => {
    const closed = packPage(String(drawer({ summary: "Data", content: "figures" })));
    expect(closed.markup).toBe(`<details class="drawer"><summary>Data</summary>${place(0)}</details>`);
    const open = String(
      drawer({ summary: "Data", content: "figures", id: "place", isOpen: true, isPrinted: true }),
    );
    expect(open).toBe(
      '<details class="drawer printed" id="place" open><summary>Data</summary>figures</details>',
    );
  });
});
