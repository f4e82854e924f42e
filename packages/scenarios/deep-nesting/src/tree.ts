import type { Arena } from "@strait/native";
import { TreeNode } from "@strait/native/stress/recursion";

/** A tree of given size, and how to build it from either side. */
export type Shape = {
  readonly name: string;
  /** By views: nodes numbered 1, 2, … in the order in which they are made. */
  build(arena: Arena, nodes: number): TreeNode;
  /** Depth and width of the same tree for `arena.native.buildTree`, whose nodes are all at their defaults. */
  dimensions(nodes: number): { readonly depth: number; readonly width: number };
};

/** Every node the only child of the one before: as deep as it has nodes. */
export const chainOfNodes: Shape = {
  name: "chain",
  build(arena, nodes) {
    const root = TreeNode.create(arena);
    root.id = 1;
    let last = root;
    for (let id = 2; id <= nodes; id++) {
      last = last.children.add();
      last.id = id;
    }
    return root;
  },
  dimensions: (nodes) => ({ depth: nodes, width: 1 }),
};

/** All nodes but the root its children: as wide as it has nodes, less one. */
export const fanOfNodes: Shape = {
  name: "fan",
  build(arena, nodes) {
    const root = TreeNode.create(arena);
    root.id = 1;
    const children = root.children;
    for (let id = 2; id <= nodes; id++) children.add().id = id;
    return root;
  },
  dimensions: (nodes) => ({ depth: 2, width: nodes - 1 }),
};

/**
 * Visits every node by views, with a stack of its own: JavaScript's holds a few thousand levels.
 *
 * @returns how many nodes there are, and the sum of their ids
 */
export function visit(root: TreeNode): { readonly nodes: number; readonly sumOfIds: number } {
  const waiting = [root];
  let nodes = 0;
  let sumOfIds = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes++;
    sumOfIds += node.id;
    const children = node.children;
    const count = children.length;
    for (let index = 0; index < count; index++) waiting.push(children.at(index));
  }
  return { nodes, sumOfIds };
}
