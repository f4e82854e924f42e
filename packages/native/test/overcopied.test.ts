/**
 * Corrupt references that lead to the same bytes again and again. Oracle: what is honest is copied whole, and what would make
 * more of a few KiB than the arena has is refused as CORRUPT, before the heap of the process is full.
 */
import { describe, expect, it } from "vitest";
import { ConfigurationSection } from "../src/generated/strait/stress/v1/maps.ts";
import { TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { StringCollections } from "../src/generated/strait/stress/v1/strings.ts";
import { type Arena, checksum, createArena } from "../src/index.ts";
import { codeOf } from "./errors-thrown.ts";

const long = "x".repeat(2 ** 20);
const texts = [long, ...Array.from({ length: 999 }, (_, index) => `line ${index}`)];
/** How the first and the last stand in the second word of their spans: ASCII, so many bytes. */
const lengthOfLong = 2 ** 31 + 2 ** 20;
const lengthOfLast = 2 ** 31 + "line 998".length;

/** Makes all texts of a block the long one, which is its first; their spans are `stride` words apart. */
function aliasLongText(arena: Arena, stride: number): void {
  for (const { u32 } of new Set(arena.slabs)) {
    // Blocks that were outgrown and are free by now have it too, but fewer texts behind it.
    const second = u32.findIndex(
      (word, at) => word === lengthOfLong && u32[at + (texts.length - 1) * stride] === lengthOfLast,
    );
    if (second < 0) continue;
    for (let at = second + stride; at < second + texts.length * stride; at += stride) {
      u32[at - 1] = u32[second - 1] ?? 0;
      u32[at] = lengthOfLong;
    }
    return;
  }
  throw new Error("no slab has the texts");
}

describe("a copy", () => {
  it("of a list in which all texts are one long text is refused", () => {
    const arena = createArena();
    const message = StringCollections.create(arena).assign({ lines: texts });
    expect(message.toObject().lines).toEqual(texts);
    expect(message.lines.toArray()).toEqual(texts);

    aliasLongText(arena, 2);
    expect(codeOf(() => message.toObject())).toBe("CORRUPT");
    expect(codeOf(() => message.lines.toArray())).toBe("CORRUPT");
    // Each of them alone is as long as it says, however often it is read.
    for (let index = 0; index < texts.length; index++) expect(message.lines.at(index) === long).toBe(true);
  });

  it("of a map in which all texts are one long text is refused", () => {
    const arena = createArena();
    const settings = texts.map((text, index) => [`key ${index}`, text] as const);
    const message = ConfigurationSection.create(arena).assign({ settings });
    expect(message.toObject().settings).toEqual(new Map(settings));

    aliasLongText(arena, 4);
    expect(codeOf(() => message.toObject())).toBe("CORRUPT");
    for (const [key] of settings) expect(message.settings.get(key) === long).toBe(true);
  });

  it("of a tree in which all children of a node are the same one is refused, and so is its checksum", () => {
    const arena = createArena({ slabBytes: 2 ** 20 });
    const root = TreeNode.create(arena);
    const u32 = root.$slab.u32;
    for (let node = root, level = 0; level < 30; level++) {
      const children = Array.from({ length: 4 }, () => node.children.add());
      const [first, second, third, fourth] = children;
      if (!first || !second || !third || !fourth) throw new Error("four were added");
      node = first;
    }
    expect(root.toObject().children[0]?.children).toHaveLength(4);
    const honest = checksum(root, TreeNode.type);
    expect(honest).toBe(arena.native.checksum(root.handle));

    for (let node = root; node.children.length > 0; ) {
      const indices = node.children.toArray().map(({ $index }) => $index);
      const place = u32.findIndex((_, word) =>
        indices.every((index, offset) => u32[word + offset] === index),
      );
      u32.fill(indices[0] ?? 0, place, place + 4);
      node = node.children.at(0);
    }
    expect(codeOf(() => root.toObject())).toBe("CORRUPT");
    expect(codeOf(() => checksum(root, TreeNode.type))).toBe("CORRUPT");
  });
});
