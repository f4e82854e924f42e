/** What axe does not look at: it does not see into SVG. */
import { describe, expect, it } from "vitest";
import { namedSvg } from "../src/chart/svg.ts";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { contrast, palettes } from "./reading/colors.ts";
import { attribute, elements, inheritedAttribute, readUnfolded, tagged } from "./reading/page.ts";

const page = readUnfolded(await renderReport(exampleAnalyses()));
const charts = tagged(page, "svg").filter((svg) => attribute(svg, "role") === "img");
const { light, dark } = await palettes();

/** Decoration that carries nothing: grid and row lines, and the surface behind a hollow glyph. */
const decoration = new Set(["hairline", "surface", "shade"]);

function paints(): { readonly name: string; readonly isText: boolean }[] {
  return charts.flatMap((chart) =>
    elements(chart).flatMap((element) =>
      ["fill", "stroke"].flatMap((paint) => {
        const value = inheritedAttribute(element, paint) ?? "none";
        if (value === "none" || value === "transparent") return [];
        return [
          { name: /^var\(--([a-z-]+)\)$/.exec(value)?.[1] ?? value, isText: element.tagName === "text" },
        ];
      }),
    ),
  );
}

describe("the charts", () => {
  it("paint with variables of the page only, so that nothing stays black on dark", () => {
    expect(paints().length).toBeGreaterThan(300);
    for (const { name } of paints()) {
      expect([...light.keys()]).toContain(name);
      expect([...dark.keys()]).toContain(name);
    }
  });

  it("fill every text, since the root of a chart fills nothing", () => {
    const texts = charts.flatMap((chart) => tagged(chart, "text"));
    expect(texts.length).toBeGreaterThan(80);
    for (const text of texts) expect(inheritedAttribute(text, "fill")).toMatch(/^var\(/);
  });

  it.each([
    ["light", light],
    ["dark", dark],
  ])("are told from the %s surface: text by 4.5 to 1, marks by 3 to 1", (_, palette) => {
    const surface = palette.get("surface") ?? "";
    for (const { name, isText } of paints()) {
      if (decoration.has(name) && !isText) continue;
      expect(contrast(palette.get(name) ?? surface, surface), name).toBeGreaterThanOrEqual(isText ? 4.5 : 3);
    }
  });

  it("write in 11 to 14 pixels", () => {
    for (const chart of charts) {
      for (const text of tagged(chart, "text"))
        expect(inheritedAttribute(text, "font-size")).toMatch(/^1[1-4]px$/);
    }
  });
});

describe("badges", () => {
  it.each([
    ["light", light],
    ["dark", dark],
  ])("have words and glyphs that can be told from their tint in %s", (_, palette) => {
    for (const outcome of ["holds", "fails", "undecided"]) {
      const tint = palette.get(`${outcome}-tint`) ?? "";
      expect(contrast(palette.get(`${outcome}-ink`) ?? "", tint)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.get(outcome) ?? "", tint)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("namedSvg", () => {
  const name = { id: "chart-a", label: 'Ratio of "a" & b' };
  const named = async (content: string) =>
    String(
      await namedSvg(`<svg class="marks" width="20" height="10" viewBox="0 0 20 10">${content}</svg>`, name),
    );

  it("gives the picture its role, its name and its size", async () => {
    expect(await named("")).toBe(
      '<svg id="chart-a" role="img" aria-label="Ratio of &quot;a&quot; &amp; b" width="20" height="10" viewBox="0 0 20 10"></svg>',
    );
  });

  it("rounds coordinates to a tenth and leaves labels alone", async () => {
    expect(
      await named('<path d="M0.04,1.26L-3.449,2" fill="red"/><text x="1.2345">0.04 and 1.2345</text>'),
    ).toContain('<path d="M0,1.3L-3.4,2" fill="red"/><text x="1.2">0.04 and 1.2345</text>');
  });

  it("makes ids its own, counted from one in every chart", async () => {
    const clipped =
      '<g clip-path="url(#clip17)"><rect fill="red"/></g><defs><clipPath id="clip17"></clipPath></defs>';
    expect(await named(clipped)).toContain(
      '<g clip-path="url(#part-1-of-chart-a)"><rect fill="red"/></g><defs><clipPath id="part-1-of-chart-a">',
    );
  });

  it("drops what draws nothing", async () => {
    const idle =
      '<g class="a"><path class="background" d="M0,0h1v1h0Z"/><g><path class="foreground" d="" display="none"/></g></g>';
    expect(await named(idle)).toMatch(/viewBox="0 0 20 10"><\/svg>$/);
  });

  it("says what all texts of a group share on the group, and the rest on each", async () => {
    const texts =
      '<g class="a"><text fill="red" x="1">a &lt; b</text><text fill="red" font-size="9px" x="2">c</text></g>';
    expect(await named(texts)).toContain(
      '<g fill="red"><text x="1">a &lt; b</text><text font-size="9px" x="2">c</text></g>',
    );
  });

  it("refuses what is no SVG, and says which chart", () => {
    expect(() => namedSvg("", name)).toThrow('Vega wrote no SVG for the chart "chart-a".');
  });
});
