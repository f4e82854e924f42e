import type { Arena, MessageView } from "@strait/native";
import type { MessageType } from "@strait/native/runtime";
import { families } from "./generated/families.ts";

/** A file of the schema: messages that belong together. */
export type Family = { readonly name: string; readonly types: readonly MessageType[] };

let types: readonly MessageType[] = [];

/** Loads the views of the whole schema: 5 MB of objects, which would make each collection of a soak a fifth longer. */
export async function loadFamilies(): Promise<void> {
  ({ types } = await import("@strait/native/views"));
}

/**
 * Every family of the schema, with all its messages, once they are loaded.
 *
 * @throws Error when they are not, or the schema has a message that the views do not have: they were generated from different
 *   schemas
 */
export function familiesOfSchema(): Family[] {
  if (types.length === 0) throw new Error("no views are loaded; await loadFamilies() first");
  const byName = new Map(types.map((type) => [type.name, type]));
  return Object.entries(families).map(([name, messages]) => ({
    name: name.replaceAll("_", "-"),
    types: messages.map((message) => {
      const type = byName.get(message);
      if (type === undefined)
        throw new Error(`there is no view of ${message}; run \`npx nx run native:build\``);
      return type;
    }),
  }));
}

/** Contents that each type is filled with, in turn: so few that the first turn through them meets the largest. */
const contents = 16;

/** Cycles after which everything comes again. */
export function periodOf({ types: own }: Family): number {
  return contents * own.length;
}

/**
 * Bounds that keep a filled message small, so that a hundred thousand of them take less than a second. One content in
 * eight has messages within messages: the one that reaches all families takes fifty times as long then.
 */
const flat = { maximumElements: 2, maximumTextLength: 24, maximumDepth: 1 };
const deep = { ...flat, maximumDepth: 2 };
const contentsPerDeep = 8;

/**
 * So many times: allocates a message of the family, each type in turn, fills it with seeded content and frees it with
 * all that it owns; by views and by calls of Rust in turn.
 *
 * @returns a number that depends on every message
 */
export function cycleFamily({ types: own }: Family, arena: Arena, cycles: number, seed: number): number {
  const { native } = arena;
  let sum = 0;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const type = own[cycle % own.length];
    if (type === undefined) continue;
    const turn = Math.floor(cycle / own.length) % contents;
    const content = (seed + turn) >>> 0;
    const bounds = turn % contentsPerDeep === 0 ? deep : flat;
    if ((cycle & 1) === 0) {
      const message: MessageView = type.view().create(arena);
      native.fill(message.handle, content, bounds);
      sum += message.handle;
      message.free();
    } else {
      const handle = native.allocate(type.id);
      native.fill(handle, content, bounds);
      sum += handle;
      native.free(handle);
    }
  }
  return sum;
}
