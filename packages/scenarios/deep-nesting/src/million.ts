import { type CaseContext, type Check, countCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, refusalCode } from "@strait/native";
import { TreeNode } from "@strait/native/stress/recursion";
import { checksumOfDefaultTree } from "./default-tree.ts";
import { visit } from "./tree.ts";

const operation = "node";
const unit = "bytes/operation";

/** Trees of `nodes` nodes, more or less, by depth and width. */
function treesOf(nodes: number) {
  const levels = Math.round(Math.log2(nodes));
  return {
    chain: { depth: nodes, width: 1, nodes },
    binary: { depth: levels, width: 2, nodes: 2 ** levels - 1 },
    fan: { depth: 2, width: nodes, nodes: nodes + 1 },
  } as const;
}

const encodable = 100;

/** Far beyond any stack in every profile. */
const nodesOf: Readonly<Record<CaseContext["profile"], number>> = {
  smoke: 50_100,
  quick: 200_000,
  full: 1_000_000,
};

/** Trees of a million nodes, through every operation that visits one: whatever recurses would end the process here. */
export const million = countCase({
  name: "million",
  title: "A million nodes, without a stack",
  description:
    "Builds a chain of a million levels, a binary tree of 20 and a fan of one; walks, folds, measures, encodes and frees each, and counts their bytes.",
  metrics: {
    chain: { title: "Chain of a million levels", operation, unit },
    binary: { title: "Binary tree of 20 levels", operation, unit },
    fan: { title: "A million children of one node", operation, unit },
  },
  start({ profile, note }) {
    const size = nodesOf[profile];
    if (size < 1_000_000) note(`The profile ${profile} takes trees of ${size} nodes instead of a million.`);
    const trees = treesOf(size);
    const arena = createArena();
    const { native } = arena;
    const checks: Check[] = [];
    const bytesPerNode = (name: keyof typeof trees): number => {
      const { depth, width, nodes } = trees[name];
      const handle = native.buildTree(TreeNode.type.id, depth, width);
      const bytes = arena.liveBytes();
      const walked = native.walk(handle);
      const { slotBytes, blockBytes } = native.memorySize(handle);
      const checksum = native.checksum(handle);
      // Views walk a fan of 20,000 in the case "width"; here it would tell nothing new for a tenth of a second.
      const visited = name === "fan" ? nodes : visit(TreeNode.at(arena, handle)).nodes;
      const encoded = refusalCode(() => native.encode(handle));
      const isDeep = depth > 50_000;
      // Objects are made by recursion in JavaScript: the engine refuses what its stack cannot hold.
      const copied = isDeep ? refusalCode(() => TreeNode.at(arena, handle).toObject()) : "none";
      native.free(handle);
      const faults = [
        walked.messages === nodes || `Rust walked ${walked.messages} of ${nodes} nodes`,
        walked.depth === depth || `Rust found ${walked.depth} levels of ${depth}`,
        visited === nodes || `views found ${visited} of ${nodes} nodes`,
        slotBytes + blockBytes === bytes ||
          `Rust measures ${slotBytes + blockBytes} bytes, the ledger ${bytes}`,
        encoded === (depth > encodable ? "TOO_DEEP" : "none") || `encoding ended with ${encoded}`,
        copied === (isDeep ? "RangeError" : "none") || `toObject ended with ${copied}`,
        checksum === checksumOfDefaultTree(depth, width) || "Rust's checksum is not that of such a tree",
      ].filter((fault) => fault !== true);
      checks.push({
        name: `${name} of ${size} nodes`,
        passed: faults.length === 0,
        detail: faults.join("; ") || `${nodes} nodes in ${depth} levels, found by both sides, and freed`,
      });
      return bytes / nodes;
    };
    return {
      count: () => ({
        chain: bytesPerNode("chain"),
        binary: bytesPerNode("binary"),
        fan: bytesPerNode("fan"),
      }),
      verify: () => [...checks, checkLedgerAtZero(arena)],
    };
  },
});
