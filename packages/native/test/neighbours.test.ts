/** Views of messages that do not lie beside their parents. Oracle: what was written to each. */
import { describe, expect, it } from "vitest";
import { Galaxy } from "../src/generated/strait/stress/v1/deep_nesting.ts";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { LinkedList, TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { checkLedgerAtZero, createArena } from "../src/index.ts";

describe("a message that is owned by one far away", () => {
  it("is found in another slab", () => {
    const arena = createArena({ slabBytes: 65_536 });
    const parents = Array.from({ length: 2000 }, () => Galaxy.create(arena));
    parents.forEach((parent, index) => {
      parent.ensureSpiralArm().pitchAngleDegrees = index;
    });
    const apart = parents.filter((parent) => parent.spiralArm?.$slab !== parent.$slab);
    expect(apart.length).toBeGreaterThan(1000);
    expect(parents.map((parent) => parent.spiralArm?.pitchAngleDegrees)).toEqual(
      parents.map((_, index) => index),
    );
    for (const parent of parents) parent.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("is found in another chunk of the slot table, alone and in a list", () => {
    const arena = createArena();
    const first = LinkedList.create(arena);
    const root = TreeNode.create(arena);
    // More than a chunk, and of both types more than Rust makes at a time.
    const between = [
      ...Array.from({ length: 70_000 }, () => LinkedList.create(arena)),
      ...Array.from({ length: 5_000 }, () => TreeNode.create(arena)),
    ];
    first.ensureNext().value = 7;
    root.children.add().weight = 8;
    expect(first.next?.$slots === first.$slots).toBe(false);
    expect(root.children.at(0).$slots === root.$slots).toBe(false);
    expect(first.next?.value).toBe(7);
    expect(root.children.at(0).weight).toBe(8);
    for (const message of [first, root, ...between]) message.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

it("assign refuses to go on when reading its argument frees the message", () => {
  const arena = createArena();
  const tick = PriceTick.create(arena);
  const treacherous = {
    get bidPrice() {
      if (tick.isLive) tick.free();
      return 1;
    },
  };
  expect(() => tick.assign(treacherous)).toThrow("freed");
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

it("short strings of every length and script are read as they were written, also over older text", () => {
  const arena = createArena();
  const node = TreeNode.create(arena);
  const texts = Array.from({ length: 40 }, (_, length) => [
    "x".repeat(length),
    "abcdefghijklmnopqrstuvwxyz0123456789\u0000\u007f~!".slice(0, length),
    `${"y".repeat(length)}é`,
    `${"z".repeat(length)}😀`,
  ]).flat();
  for (const text of [...texts, ...texts.toReversed()]) {
    node.label = text;
    expect(node.label).toBe(text);
  }
  node.free();
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});
