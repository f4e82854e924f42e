import { type Stopwatch, sweepCase, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { TreeNode } from "@strait/native/stress/recursion";
import { checksumOfDefaultTree } from "./default-tree.ts";
import { chainOfNodes, fanOfNodes, type Shape, visit } from "./tree.ts";

/** 13 sizes at nearly equal ratios over three decades; the largest still fits into a processor's second-level cache. */
export const nodeCounts = [10, 19, 36, 67, 126, 240, 450, 840, 1_600, 3_000, 5_600, 10_600, 20_000];

/** Nodes that one sample handles at least: a small tree takes less than the clock shows. */
const nodesPerSample = 5_000;

type Subject = { readonly name: string; readonly title: string; readonly description: string };

/** Cost of a tree of N nodes in one shape, against N, from both sides. */
function growth(shape: Shape, operation: string, axis: string, { name, title, description }: Subject) {
  return sweepCase({
    name,
    title,
    description,
    size: { title: axis, unit: axis.toLowerCase() },
    sizes: nodeCounts,
    metrics: {
      "build-views": { title: "Build by views", operation },
      "walk-views": { title: "Walk by views", operation },
      "build-rust": { title: "Build in Rust", operation },
      "walk-rust": { title: "Walk in Rust", operation },
      checksum: { title: "Checksum in Rust", operation },
      free: { title: "Free", operation },
    },
    start() {
      const arena = createArena();
      const { native } = arena;
      const expectedChecksums = new Map(
        nodeCounts.map((nodes) => {
          const { depth, width } = shape.dimensions(nodes);
          return [nodes, checksumOfDefaultTree(depth, width)];
        }),
      );
      const measure = ({ time }: Stopwatch, nodes: number) => {
        const trees = Math.ceil(nodesPerSample / nodes);
        const roots: TreeNode[] = [];
        const buildViews = time(trees, () => {
          for (let tree = 0; tree < trees; tree++) roots.push(shape.build(arena, nodes));
          return roots.length;
        });
        requireLive(arena, trees * nodes);
        let sumOfIds = 0;
        const walkViews = time(trees, () => {
          for (const root of roots) sumOfIds += visit(root).sumOfIds;
          return sumOfIds;
        });
        requireEqual("the sum of ids", sumOfIds, (trees * nodes * (nodes + 1)) / 2);
        const handles = roots.map(({ handle }) => handle);
        const free = time(trees, () => {
          for (const handle of handles) native.free(handle);
          return handles.length;
        });
        requireLive(arena, 0);
        const { depth, width } = shape.dimensions(nodes);
        const buildRust = time(trees, () => {
          for (let tree = 0; tree < trees; tree++)
            handles[tree] = native.buildTree(TreeNode.type.id, depth, width);
          return handles.length;
        });
        let messages = 0;
        const walkRust = time(trees, () => {
          for (const handle of handles) messages += native.walk(handle).messages;
          return messages;
        });
        requireEqual("a walk's count of messages", messages, trees * nodes);
        let folded = 0;
        const checksum = time(trees, () => {
          for (const handle of handles) folded += native.checksum(handle);
          return folded;
        });
        const expected = expectedChecksums.get(nodes) ?? checksumOfDefaultTree(depth, width);
        requireEqual("the sum of checksums", folded, trees * expected);
        for (const handle of handles) native.free(handle);
        return {
          "build-views": buildViews,
          "walk-views": walkViews,
          "build-rust": buildRust,
          "walk-rust": walkRust,
          checksum,
          free,
        };
      };
      return {
        // Compiled before it is timed, or the first round would count for small trees more than for large ones.
        warmUp() {
          for (let round = 0; round < 20; round++) measure(untimed, 500);
        },
        measure,
        verify: () => [checkLedgerAtZero(arena)],
      };
    },
  });
}

function requireEqual(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what} is ${found} where ${expected} was expected`);
}

export const depthGrowth = growth(chainOfNodes, "tree of N levels", "Levels", {
  name: "depth",
  title: "Time against depth",
  description:
    "Builds trees of N levels, one node in each, by views and in Rust; walks, folds and frees them. Neither side recurses.",
});

export const widthGrowth = growth(fanOfNodes, "tree of N nodes", "Nodes", {
  name: "width",
  title: "Time against width",
  description:
    "The same with N nodes in two levels: the depth's cost without depth, and a list that grows to N elements.",
});
