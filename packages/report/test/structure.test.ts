import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import {
  attribute,
  byId,
  elements,
  readUnfolded,
  tagged,
  textOf,
  unfolded,
  withClass,
} from "./reading/page.ts";

const markup = await renderReport(exampleAnalyses(), { generatedAt: "2026-11-23T12:11:00.000Z" });
const page = readUnfolded(markup);

describe("the page", () => {
  it("is the same byte for byte when the input is, however many charts were drawn before", async () => {
    expect(await renderReport(exampleAnalyses(), { generatedAt: "2026-11-23T12:11:00.000Z" })).toBe(markup);
  });

  it("names its time only when one is given", async () => {
    expect(textOf(tagged(page, "footer")[0] ?? page)).toContain("2026-11-23T12:11:00.000Z");
    expect(await renderReport(exampleAnalyses())).not.toContain("12:11");
  });

  it("takes its title for the heading and the window", async () => {
    const titled = readUnfolded(await renderReport([], { title: "Release 3" }));
    expect(tagged(titled, "title", "h1").map(textOf)).toEqual(["Release 3", "Release 3"]);
  });

  it("says so when nothing was measured", async () => {
    expect(textOf(readUnfolded(await renderReport([])))).toContain("Nothing was measured");
  });

  it("has every section, and the list of contents links to each in order", () => {
    const contents = tagged(tagged(page, "nav")[0] ?? page, "a").map((link) => attribute(link, "href"));
    const sections = tagged(page, "section").map((section) => `#${attribute(section, "id")}`);
    expect(contents).toEqual([
      "#overview",
      "#targets",
      "#scaling",
      "#sustained",
      "#memory",
      "#memory-over-time",
      "#pauses",
      "#checks",
      "#noise",
      "#case-costs",
      "#figures",
      "#reading",
    ]);
    expect(sections).toEqual(["#glance", ...contents]);
  });
});

describe("offline", () => {
  it("holds no address of anything outside, but for the name of SVG in its icon", () => {
    const addresses = unfolded(markup).match(/[a-z]+:\/\/[^"'&)\s]*/gi) ?? [];
    expect(addresses).toEqual(["http://www.w3.org/2000/svg"]);
    const references = elements(page).flatMap(({ attrs }) =>
      attrs.filter(({ name }) => ["href", "src", "srcset", "action", "xlink:href"].includes(name)),
    );
    expect(references.length).toBeGreaterThan(20);
    for (const { value } of references) expect(value).toMatch(/^(#|data:image\/svg)/);
    expect(unfolded(markup)).not.toMatch(/@import|url\((?!#)/);
  });

  it("allows itself nothing but its own style and its own script, by their hashes", () => {
    const policy = attribute(
      elements(page, (element) => attribute(element, "http-equiv") === "Content-Security-Policy")[0] ??
        byId(page, "main"),
      "content",
    );
    const hash = (tag: string) => {
      const inside = markup.slice(
        markup.indexOf(`<${tag}>`) + tag.length + 2,
        markup.lastIndexOf(`</${tag}>`),
      );
      return createHash("sha256").update(inside).digest("base64");
    };
    expect(tagged(page, "style").length).toBe(1);
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash("style")}'; script-src 'sha256-${hash("script")}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it("has one script and its data, no handler and no style that the policy would drop", () => {
    expect(tagged(page, "script").map((script) => attribute(script, "type"))).toEqual(["text/plain", null]);
    expect(tagged(page, "iframe", "object", "embed", "form")).toEqual([]);
    const names = elements(page).flatMap(({ attrs }) => attrs.map(({ name }) => name));
    expect(names.filter((name) => name.startsWith("on") || name === "style")).toEqual([]);
  });
});

describe("for those who do not see it", () => {
  it("names every picture or hides it", () => {
    const pictures = tagged(page, "svg");
    const named = pictures.filter((picture) => attribute(picture, "aria-hidden") !== "true");
    expect(named.length).toBe(24);
    for (const picture of named) {
      expect(attribute(picture, "role")).toBe("img");
      expect(attribute(picture, "aria-label")?.length).toBeGreaterThan(40);
    }
  });

  it("uses every id once, and every link and reference leads to one", () => {
    const ids = elements(page).flatMap((element) => attribute(element, "id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = elements(page).flatMap((element) => [
      ...[attribute(element, "href")].filter((href) => href?.startsWith("#")).map((href) => href?.slice(1)),
      ...(attribute(element, "aria-labelledby")?.split(" ") ?? []),
      ...element.attrs.flatMap(({ value }) => /^url\(#(.*)\)$/.exec(value)?.[1] ?? []),
    ]);
    expect(targets.length).toBeGreaterThan(40);
    for (const target of targets) expect(ids).toContain(target);
  });

  it("has one main part, one first heading, and no heading that skips a level", () => {
    expect(tagged(page, "main", "nav", "footer").map(({ tagName }) => tagName)).toEqual([
      "nav",
      "main",
      "footer",
    ]);
    const levels = tagged(page, "h1", "h2", "h3", "h4").map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, index) => {
      expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it("starts with a link that skips to the report", () => {
    const [first] = tagged(tagged(page, "body")[0] ?? page, "a");
    expect(first && attribute(first, "href")).toBe("#main");
    expect(byId(page, "main").tagName).toBe("main");
  });

  it("gives every table a caption and every heading cell its scope", () => {
    const tables = tagged(page, "table");
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables)
      expect(textOf(tagged(table, "caption")[0] ?? table).length).toBeGreaterThan(5);
    for (const cell of tagged(page, "th")) expect(attribute(cell, "scope")).toMatch(/^(row|col|rowgroup)$/);
  });

  it("puts the data of every chart in a table under it", () => {
    const figures = tagged(page, "figure");
    expect(figures.length).toBe(24);
    for (const figure of figures) {
      expect(tagged(figure, "svg").filter((svg) => attribute(svg, "role") === "img").length).toBe(1);
      expect(tagged(withClass(figure, "drawer")[0] ?? page, "table").length).toBe(1);
    }
  });

  it("tells every outcome by word, and by a shape of its own", () => {
    const badges = withClass(page, "badge");
    expect(badges.length).toBeGreaterThan(30);
    for (const badge of badges) {
      const word = textOf(badge);
      expect(attribute(badge, "class")).toBe(`badge ${word}`);
      expect(attribute(tagged(badge, "use")[0] ?? badge, "href")).toBe(`#glyph-${word}`);
    }
    const shapes = tagged(page, "symbol").map((symbol) =>
      attribute(tagged(symbol, "path")[0] ?? symbol, "d"),
    );
    expect(new Set(shapes).size).toBe(3);
  });
});
