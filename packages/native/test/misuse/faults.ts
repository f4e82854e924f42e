/** Handles that name nothing, and every call that takes one: for the tests here, and for a program on any runtime. */

import { GraphNeighbours } from "../../src/generated/strait/stress/v1/graph.ts";
import { TreeNode } from "../../src/generated/strait/stress/v1/recursion.ts";
import { type Arena, createArena } from "../../src/index.ts";
import { packHandle } from "../../src/runtime/index.ts";

export const largestIndex = 2 ** 24 - 1;
const lastGeneration = 2 ** 29 - 1;

/** What lives in the arena while it is misused. */
export type Scene = {
  readonly arena: Arena;
  readonly other: Arena;
  /** A live message, one in a tree, and one that was freed. */
  readonly live: GraphNeighbours;
  readonly root: TreeNode;
  readonly child: TreeNode;
  readonly freed: number;
};

export function scene(): Scene {
  // Small, since there is a scene for every call, and not every runtime gets zeroed memory for nothing.
  const arena = createArena({ slabBytes: 2 ** 18 });
  const other = createArena({ slabBytes: 2 ** 18 });
  const live = GraphNeighbours.create(arena).assign({ nodeIds: [1, 2, 3], weights: [0.5] });
  const root = TreeNode.create(arena);
  const child = root.children.add();
  child.label = "a label that is longer than sixteen bytes";
  const gone = GraphNeighbours.create(arena);
  const freed = gone.handle;
  gone.free();
  GraphNeighbours.create(other);
  return { arena, other, live, root, child, freed };
}

const index = (handle: number) => handle % 2 ** 24;
const generation = (handle: number) => Math.floor(handle / 2 ** 24);
const words = (arena: Arena, handle: number) => {
  const chunk = arena.slotChunks[0];
  if (chunk === undefined) throw new Error("an arena with messages has a chunk of slots");
  return chunk.subarray(index(handle) * 4, index(handle) * 4 + 4);
};

export type Entry = readonly [name: string, call: (arena: Arena, handle: number) => unknown];

export const batch = (handles: readonly number[]) => Float64Array.from(handles);

/** Every call that takes a handle. */
export const entries: readonly Entry[] = [
  ["GraphNeighbours.at", (arena, handle) => GraphNeighbours.at(arena, handle)],
  ["free", (arena, handle) => arena.native.free(handle)],
  ["freeBatch", (arena, handle) => arena.native.freeBatch(batch([handle]))],
  ["checksum", (arena, handle) => arena.native.checksum(handle)],
  ["walk", (arena, handle) => arena.native.walk(handle)],
  ["memorySize", (arena, handle) => arena.native.memorySize(handle)],
  ["encode", (arena, handle) => arena.native.encode(handle)],
  ["fill", (arena, handle) => arena.native.fill(handle, 1)],
  ["fillArray", (arena, handle) => arena.native.fillArray(handle, 1, 3, 1)],
  ["clearField", (arena, handle) => arena.native.clearField(handle, 1)],
];
const frees = ["free", "freeBatch"];

export type Fault = {
  readonly name: string;
  readonly code: string;
  readonly handle: (scene: Scene) => unknown;
  /** The calls that refuse it, when not all do. */
  readonly only?: readonly string[];
};

const notAHandle = (name: string, value: unknown): Fault => ({
  name,
  code: "NOT_A_HANDLE",
  handle: () => value,
});
const asNumber = entries.map(([name]) => name).filter((name) => name !== "freeBatch");

export const faults: readonly Fault[] = [
  notAHandle("undefined", undefined),
  notAHandle("null", null),
  notAHandle("NaN", Number.NaN),
  notAHandle("Infinity", Number.POSITIVE_INFINITY),
  notAHandle("-Infinity", Number.NEGATIVE_INFINITY),
  notAHandle("0", 0),
  notAHandle("-0", -0),
  notAHandle("1", 1),
  notAHandle("a fraction below 1", 0.5),
  notAHandle("2⁵³", 2 ** 53),
  notAHandle("2⁵³ + 2", 2 ** 53 + 2),
  notAHandle("the largest number", Number.MAX_VALUE),
  notAHandle("the smallest number", Number.MIN_VALUE),
  notAHandle("the least safe integer", Number.MIN_SAFE_INTEGER),
  notAHandle("generation 0", packHandle(5, 0)),
  notAHandle("the largest index of generation 0", packHandle(largestIndex, 0)),
  notAHandle("index 0", packHandle(0, 5)),
  notAHandle("text", "handle"),
  notAHandle("an object", {}),
  notAHandle("an array", [1, 2]),
  notAHandle("a function", () => 1),
  notAHandle("between two handles", packHandle(5, 7) + 0.5),
  { name: "a live one negated", code: "NOT_A_HANDLE", handle: ({ live }) => -live.handle },
  { name: "true", code: "NOT_A_HANDLE", handle: () => true },
  { name: "a symbol", code: "NOT_A_HANDLE", handle: () => Symbol("handle"), only: asNumber },
  { name: "a bigint", code: "NOT_A_HANDLE", handle: ({ live }) => BigInt(live.handle), only: asNumber },
  {
    name: "a live one as text",
    code: "NOT_A_HANDLE",
    handle: ({ live }) => `${live.handle}`,
    only: asNumber,
  },
  {
    name: "an object that turns into a live one",
    code: "NOT_A_HANDLE",
    handle: ({ live }) => ({ valueOf: () => live.handle }),
    only: asNumber,
  },
  {
    name: "an object that throws when it is shown",
    code: "NOT_A_HANDLE",
    handle: () => ({
      toString() {
        throw new Error("shown");
      },
    }),
    only: asNumber,
  },
  { name: "a view", code: "NOT_A_HANDLE", handle: ({ live }) => live, only: asNumber },
  { name: "the largest of all", code: "INDEX_OUT_OF_RANGE", handle: () => Number.MAX_SAFE_INTEGER },
  {
    name: "the slot after the last",
    code: "INDEX_OUT_OF_RANGE",
    handle: ({ arena, live }) => packHandle((arena.control[5] ?? 0) + 1, generation(live.handle)),
  },
  {
    name: "the same slot, 65,536 further on",
    code: "INDEX_OUT_OF_RANGE",
    handle: ({ live }) => live.handle + 65536,
  },
  {
    name: "the same slot, 2²³ further on",
    code: "INDEX_OUT_OF_RANGE",
    handle: ({ live }) => live.handle + 2 ** 23,
  },
  { name: "freed", code: "STALE_HANDLE", handle: ({ freed }) => freed },
  { name: "the generation before", code: "STALE_HANDLE", handle: ({ live }) => live.handle - 2 ** 24 },
  { name: "the generation after", code: "STALE_HANDLE", handle: ({ live }) => live.handle + 2 ** 24 },
  {
    name: "the first generation",
    code: "STALE_HANDLE",
    handle: ({ live }) => packHandle(index(live.handle), 1),
  },
  {
    name: "the last generation",
    code: "STALE_HANDLE",
    handle: ({ live }) => packHandle(index(live.handle), lastGeneration),
  },
  {
    name: "a bit of the generation changed",
    code: "STALE_HANDLE",
    handle: ({ live }) => packHandle(index(live.handle), generation(live.handle) ^ 4),
  },
  {
    name: "another arena's",
    code: "STALE_HANDLE",
    handle: ({ other }) => GraphNeighbours.create(other).handle,
  },
  { name: "of the slot's future", code: "NOT_LIVE", handle: ({ freed }) => freed + 2 ** 24 },
  {
    name: "a slot that was never used",
    code: "NOT_LIVE",
    handle: ({ arena, live }) => packHandle(arena.control[5] ?? 0, generation(live.handle)),
  },
  {
    name: "of another type",
    code: "WRONG_TYPE",
    handle: ({ root }) => root.handle,
    only: ["GraphNeighbours.at"],
  },
  {
    name: "of another type, in a tree",
    code: "WRONG_TYPE",
    handle: ({ child }) => child.handle,
    only: ["GraphNeighbours.at"],
  },
  { name: "owned by a parent", code: "OWNED", handle: ({ child }) => child.handle, only: frees },
  {
    name: "freed by its parent",
    code: "STALE_HANDLE",
    handle: ({ root }) => {
      const { handle } = root.children.add();
      root.children.clear();
      return handle;
    },
  },
  {
    name: "freed in a batch",
    code: "STALE_HANDLE",
    handle: ({ arena }) => {
      const { handle } = GraphNeighbours.create(arena);
      arena.native.freeBatch(batch([handle]));
      return handle;
    },
  },
  {
    name: "freed, with its slot in use again",
    code: "STALE_HANDLE",
    handle: ({ arena }) => {
      const first = GraphNeighbours.create(arena);
      const { handle } = first;
      first.free();
      GraphNeighbours.create(arena);
      return handle;
    },
  },
  {
    name: "of a slot that is retired",
    code: "STALE_HANDLE",
    handle: ({ arena }) => {
      const last = GraphNeighbours.create(arena);
      const { handle } = last;
      words(arena, handle)[0] = lastGeneration;
      GraphNeighbours.at(arena, packHandle(index(handle), lastGeneration)).free();
      return packHandle(index(handle), lastGeneration);
    },
  },
  {
    name: "of a decoded message that was freed",
    code: "STALE_HANDLE",
    handle: ({ arena, live }) => {
      const decoded = arena.native.decode(GraphNeighbours.type.id, live.toBinary());
      arena.native.free(decoded);
      return decoded;
    },
  },
];
