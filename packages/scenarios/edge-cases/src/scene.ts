import { type Arena, createArena } from "@strait/native";
import { handleGeneration, handleIndex, packHandle } from "@strait/native/runtime";
import { GraphNeighbours } from "@strait/native/stress/graph";
import { TreeNode } from "@strait/native/stress/recursion";
import { tickOfLastGeneration } from "./retirement.ts";

/** An arena with messages in every state that a handle can be wrong about. */
export type Scene = {
  readonly arena: Arena;
  /** Handles by what is wrong with them. `good` is of a live GraphNeighbours. */
  readonly handles: Readonly<Record<"good" | Wrong, number>>;
  /** A message that stays lent. */
  readonly lent: GraphNeighbours;
  /** Ends the loan and frees what lives. */
  close(): void;
};

export type Wrong = (typeof wrongs)[number]["name"];

/** Everything that can be wrong with a handle, with the code that says so: docs/errors.md. */
export const wrongs = [
  { name: "zero", code: "NOT_A_HANDLE", title: "0" },
  { name: "nan", code: "NOT_A_HANDLE", title: "NaN" },
  { name: "fraction", code: "NOT_A_HANDLE", title: "a fraction" },
  { name: "negative", code: "NOT_A_HANDLE", title: "a negative number" },
  { name: "unsafe", code: "NOT_A_HANDLE", title: "2⁵³" },
  { name: "no-generation", code: "NOT_A_HANDLE", title: "generation 0" },
  { name: "no-index", code: "NOT_A_HANDLE", title: "index 0" },
  { name: "largest", code: "INDEX_OUT_OF_RANGE", title: "the largest of all handles" },
  { name: "beyond", code: "INDEX_OUT_OF_RANGE", title: "the slot after the last" },
  { name: "freed", code: "STALE_HANDLE", title: "freed" },
  { name: "reused", code: "STALE_HANDLE", title: "freed, with its slot in use again" },
  { name: "before", code: "STALE_HANDLE", title: "the generation before" },
  { name: "after", code: "STALE_HANDLE", title: "the generation after" },
  { name: "foreign", code: "STALE_HANDLE", title: "another arena's" },
  { name: "retired", code: "STALE_HANDLE", title: "of a retired slot" },
  { name: "future", code: "NOT_LIVE", title: "of a free slot's future" },
  { name: "never-used", code: "NOT_LIVE", title: "of a slot that was never used" },
  { name: "other-type", code: "WRONG_TYPE", title: "of another type" },
  { name: "owned", code: "OWNED", title: "owned by a parent" },
  { name: "lent", code: "LENT", title: "lent" },
  { name: "lent-inside", code: "LENT", title: "with a lent message inside" },
] as const;

const generationUnit = 2 ** 24;

export function openScene(): Scene {
  const arena = createArena();
  const other = createArena();
  const create = () => GraphNeighbours.create(arena);
  const live = create().assign({ nodeIds: [1, 2, 3], weights: [0.5] });
  const good = live.handle;
  const first = create();
  const reused = first.handle;
  first.free();
  const second = create();
  const lent = create();
  arena.native.lend(lent.handle);
  const root = TreeNode.create(arena);
  const childOfRoot = root.children.add();
  arena.native.lend(childOfRoot.handle);
  const parent = TreeNode.create(arena);
  const owned = parent.children.add();
  const tick = tickOfLastGeneration(arena);
  const retired = tick.handle;
  tick.free();
  const gone = create();
  const freed = gone.handle;
  gone.free();
  const slots = arena.control[5] ?? 0;
  const handles = {
    good,
    zero: 0,
    nan: Number.NaN,
    fraction: good + 0.5,
    negative: -good,
    unsafe: 2 ** 53,
    "no-generation": packHandle(5, 0),
    "no-index": packHandle(0, 5),
    largest: Number.MAX_SAFE_INTEGER,
    beyond: packHandle(slots + 1, handleGeneration(good)),
    freed,
    reused,
    before: good - generationUnit,
    after: good + generationUnit,
    foreign: GraphNeighbours.create(other).handle,
    retired,
    future: freed + generationUnit,
    "never-used": packHandle(slots, handleGeneration(good)),
    "other-type": parent.handle,
    owned: owned.handle,
    lent: lent.handle,
    "lent-inside": root.handle,
  };
  if (handleIndex(reused) !== handleIndex(second.handle))
    throw new Error("the freed slot was not used again");
  return {
    arena,
    handles,
    lent,
    close() {
      arena.native.giveBack(childOfRoot.handle);
      arena.native.giveBack(lent.handle);
      for (const message of [live, second, lent, root, parent]) message.free();
    },
  };
}
