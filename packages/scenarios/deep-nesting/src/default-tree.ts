const start = 0x53545241;

function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/**
 * The checksum, by docs/layout.md, of a tree whose nodes are all at their defaults: worked out from depth and width alone,
 * from the leaves up, without an arena.
 */
export function checksumOfDefaultTree(depth: number, width: number): number {
  let subtree = node(0, 0);
  for (let level = 2; level <= depth; level++) subtree = node(width, subtree);
  return subtree >>> 0;
}

/** A TreeNode with `children` equal sub-trees: id, label and weight are 0, empty and 0, and there are no unknown fields. */
function node(children: number, subtree: number): number {
  let hash = start;
  for (const word of [1, 0, 0, 2, 0, 3, 0, 0, 4, children]) hash = mix(hash, word);
  for (let child = 0; child < children; child++) hash = mix(hash, subtree);
  return mix(mix(hash, 0), 0);
}
