import type { Arena, ArenaErrorCode } from "@strait/native";
import { GraphNeighbours } from "@strait/native/stress/graph";

export type Call = {
  readonly name: string;
  readonly title: string;
  /** Codes that come from what the message is used for, beyond what may be wrong with the handle itself. */
  readonly refuses: readonly ArenaErrorCode[];
  make(arena: Arena, handle: number): unknown;
};

const batch = new Float64Array(1);

/** Every call that takes a handle. */
export const calls: readonly Call[] = [
  {
    name: "view",
    title: "GraphNeighbours.at",
    refuses: ["WRONG_TYPE"],
    make: (arena, handle) => GraphNeighbours.at(arena, handle),
  },
  {
    name: "free",
    title: "free",
    refuses: ["OWNED", "LENT"],
    make: (arena, handle) => arena.native.free(handle),
  },
  {
    name: "free-batch",
    title: "freeBatch",
    refuses: ["OWNED", "LENT"],
    make(arena, handle) {
      batch[0] = handle;
      arena.native.freeBatch(batch);
    },
  },
  ...(["checksum", "walk", "memorySize", "encode"] as const).map((name) => ({
    name,
    title: name,
    refuses: [],
    make: (arena: Arena, handle: number) => arena.native[name](handle),
  })),
  {
    name: "fill",
    title: "fill",
    refuses: [],
    make: (arena, handle) => arena.native.fill(handle, 1),
  },
  {
    name: "clearField",
    title: "clearField",
    refuses: [],
    make: (arena, handle) => arena.native.clearField(handle, 1),
  },
  {
    name: "sumDoubles",
    title: "sumDoubles",
    refuses: [],
    make(arena, handle) {
      batch[0] = handle;
      return arena.native.sumDoubles(batch);
    },
  },
];
