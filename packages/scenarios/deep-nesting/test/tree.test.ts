/** Oracle: sums of arithmetic and geometric series; the checksums of both sides, taken of real trees. */
import { checkLedgerAtZero, checksum, createArena } from "@strait/native";
import { TreeNode } from "@strait/native/stress/recursion";
import { describe, expect, it } from "vitest";
import { checksumOfDefaultTree } from "../src/default-tree.ts";
import { nodeCounts } from "../src/growth.ts";
import { chainOfNodes, fanOfNodes, visit } from "../src/tree.ts";

describe.each([chainOfNodes, fanOfNodes])("a $name", (shape) => {
  it("has as many nodes as it should, whichever side builds it", () => {
    const arena = createArena();
    for (const nodes of [2, 10, 1000]) {
      const { depth, width } = shape.dimensions(nodes);
      const byViews = shape.build(arena, nodes);
      const inRust = TreeNode.at(arena, arena.native.buildTree(TreeNode.type.id, depth, width));
      expect(visit(byViews)).toEqual({ nodes, sumOfIds: (nodes * (nodes + 1)) / 2 });
      expect(visit(inRust)).toEqual({ nodes, sumOfIds: 0 });
      for (const { handle } of [byViews, inRust])
        expect(arena.native.walk(handle)).toMatchObject({ messages: nodes, depth });
      byViews.free();
      inRust.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

it.each([
  [1, 5],
  [2, 3],
  [5, 3],
  [50, 1],
])("works out the checksum of a tree of depth %i and width %i", (depth, width) => {
  const arena = createArena();
  using tree = TreeNode.at(arena, arena.native.buildTree(TreeNode.type.id, depth, width));
  expect(checksumOfDefaultTree(depth, width)).toBe(checksum(tree, TreeNode.type));
  expect(checksumOfDefaultTree(depth, width)).toBe(arena.native.checksum(tree.handle));
  tree.children.add();
  expect(arena.native.checksum(tree.handle)).not.toBe(checksumOfDefaultTree(depth, width));
});

it("takes trees of 10 to 20,000 nodes, at nearly equal ratios", () => {
  expect([nodeCounts.at(0), nodeCounts.at(-1), nodeCounts.length]).toEqual([10, 20_000, 13]);
  const ratios = nodeCounts.slice(1).map((count, index) => count / (nodeCounts[index] ?? Number.NaN));
  expect(Math.min(...ratios)).toBeGreaterThan(1.7);
  expect(Math.max(...ratios)).toBeLessThan(2);
});
