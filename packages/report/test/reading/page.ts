/** Reads a report back with a real HTML parser, as a browser would. */
import { inflateRawSync } from "node:zlib";
import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";

export type Element = Tree.Element;

export function readPage(markup: string): Tree.Document {
  return parse(markup, {
    onParseError: ({ code, startLine }) => {
      throw new Error(`The page is not valid HTML: ${code} in line ${startLine}`);
    },
  });
}

/** The page with every packed part in its place, as after unfolding everything. */
export function readUnfolded(markup: string): Tree.Document {
  return readPage(unfolded(markup));
}

/** The markup with every packed part in its place. */
export function unfolded(markup: string): string {
  const parts = packedParts(markup);
  const place = /<div data-packed="(\d+)">.*?<\/div>/g;
  const filled = (text: string): string =>
    text.replace(place, (_, index: string) => filled(parts[Number(index)] ?? ""));
  return filled(markup);
}

/** What the page holds packed, in the order of the numbers of its places. */
export function packedParts(markup: string): readonly string[] {
  const [, store = ""] = /<script type="text\/plain" id="packed-parts">([^<]*)<\/script>/.exec(markup) ?? [];
  const parts: unknown = JSON.parse(inflateRawSync(Buffer.from(store, "base64")).toString());
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === "string"))
    throw new Error("The packed parts are no list of texts.");
  return parts;
}

/** Every element below the node that satisfies the condition, in document order. */
export function elements(node: Tree.Node, condition: (element: Element) => boolean = () => true): Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return children.flatMap((child) => {
    if (!("tagName" in child)) return [];
    return [...(condition(child) ? [child] : []), ...elements(child, condition)];
  });
}

export function tagged(node: Tree.Node, ...names: readonly string[]): Element[] {
  return elements(node, ({ tagName }) => names.includes(tagName));
}

export function withClass(node: Tree.Node, name: string): Element[] {
  return elements(node, (element) => (attribute(element, "class") ?? "").split(" ").includes(name));
}

export function byId(node: Tree.Node, id: string): Element {
  const [found, ...more] = elements(node, (element) => attribute(element, "id") === id);
  if (found === undefined || more.length > 0)
    throw new Error(`The id "${id}" does not stand for one element.`);
  return found;
}

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((entry) => entry.name === name)?.value ?? null;
}

/** The attribute of the element or of the nearest element around it, as SVG inherits paint and type. */
export function inheritedAttribute(element: Element, name: string): string | null {
  const own = attribute(element, name);
  const { parentNode } = element;
  return (
    own ?? (parentNode !== null && "tagName" in parentNode ? inheritedAttribute(parentNode, name) : null)
  );
}

/** The text below the node, white space collapsed. */
export function textOf(node: Tree.Node): string {
  return rawText(node).replace(/\s+/g, " ").trim();
}

function rawText(node: Tree.Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(rawText).join("") : "";
}

/** The cells of every row of the body of a table. */
export function bodyRows(table: Element): Element[][] {
  return tagged(table, "tbody").flatMap((body) => tagged(body, "tr").map((row) => tagged(row, "th", "td")));
}

/** The exact numbers that an element shows: those in the `value` of its `<data>` elements. */
export function exactNumbers(node: Tree.Node): number[] {
  return tagged(node, "data").flatMap((data) => (attribute(data, "value") ?? "").split(" ").map(Number));
}

/** What the page is built of, without any text or value: unchanged whatever the names are. */
export function structure(node: Tree.Node): string[] {
  return elements(node).map(({ tagName, attrs }) => `${tagName}[${attrs.map(({ name }) => name).join(" ")}]`);
}
