/** What Vega's SVG needs before it can stand in a page: a name, ids of its own, and less of what says nothing. */
import { type Html, html, trusted } from "../page/html.ts";
import { mergedMarks } from "./merged-marks.ts";

/** What makes a chart findable, and readable without sight. */
export type ChartName = {
  /** Unique in the page; prefixes every id inside the SVG. */
  readonly id: string;
  /** What the picture shows, in a sentence. */
  readonly label: string;
};

/** Attributes that repeat a default, or concern only interaction, which a picture has none of. */
const idleAttributes = new RegExp(
  [
    ' (?:class|role|aria-hidden|aria-roledescription|pointer-events)="[^"]*"',
    ' (?:fill-)?opacity="1"',
    ' stroke-width="1"',
    ' [xy]2="0"',
    ' font-family="inherit"',
    ' text-anchor="start"',
    ' transform="translate\\(0,0\\)"',
  ].join("|"),
  "g",
);

/**
 * Vega's SVG as a named picture of the page. Only tags are shortened, so a label "0.04" stays what it is.
 * Vega numbers clip paths and gradients through a counter of the whole process; here they are numbered per chart.
 */
export function namedSvg(svg: string, { id, label }: ChartName): Html {
  const size = /^<svg[^>]* width="(\d+)" height="(\d+)"[^>]*>(.*)<\/svg>$/s.exec(svg);
  if (size === null) throw new Error(`Vega wrote no SVG for the chart "${id}".`);
  const [, width = "", height = "", content = ""] = size;
  return html`<svg id="${id}" role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${trusted(shortened(content, id))}</svg>`;
}

function shortened(content: string, chart: string): string {
  const numbers = new Map<string, number>();
  const own = (id: string): string => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `part-${number}-of-${chart}`;
  };
  const tags = content.replace(/<[^>]*>/g, (tag) =>
    tag
      .replace(idleAttributes, "")
      .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${own(id)}"`)
      .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${own(id)})`)
      .replace(/ (?:d|transform|[xy][12]?|width|height|r)="[^"]*"/g, roundedNumbers),
  );
  return withoutIdleGroups(mergedMarks(withSharedAttributes(withoutUndrawn(tags))));
}

/** A tenth of a pixel is finer than any screen shows at the size of these charts. */
function roundedNumbers(attribute: string): string {
  return attribute.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

/** Drops the outlines of groups that have no paint, then groups that hold nothing, innermost first. */
function withoutUndrawn(content: string): string {
  let current = content.replace(/<path d="[^"]*"(?: display="none")?\/>/g, "");
  for (let previous = ""; current !== previous; ) {
    previous = current;
    current = previous.replace(/<g[^>]*><\/g>/g, "");
  }
  return current;
}

/** Drops groups that say nothing, and leaves what they hold. */
function withoutIdleGroups(content: string): string {
  const kept: boolean[] = [];
  return content.replace(/<g>|<g [^>]*>|<\/g>/g, (tag) => {
    if (tag === "</g>") return kept.pop() === true ? tag : "";
    kept.push(tag !== "<g>");
    return tag === "<g>" ? "" : tag;
  });
}

const leafGroup = /<g>((?:<(line|path|rect|text)\b[^>]*(?:\/>|>[^<]*<\/\2>))+)<\/g>/g;
const inherited = / (?:fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor)="[^"]*"/g;

/** Says once, on the group, what all of its lines, paths or texts have in common. */
function withSharedAttributes(content: string): string {
  return content.replace(leafGroup, (_, leaves: string) => {
    const tags = (leaves.match(/<[a-z][^>]*>/g) ?? []).map((tag) => new Set(tag.match(inherited)));
    const [first = new Set<string>(), ...others] = tags;
    const shared = [...first].filter((attribute) => others.every((tag) => tag.has(attribute)));
    const own = leaves.replace(/<[a-z][^>]*>/g, (tag) =>
      shared.reduce((shorter, attribute) => shorter.replace(attribute, ""), tag),
    );
    return `<g${shared.join("")}>${own}</g>`;
  });
}
