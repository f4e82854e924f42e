/** Writes and calls that take memory, and messages that they work on. */

import { MassiveArrays } from "../../src/generated/strait/stress/v1/arrays.ts";
import { ChatMessage } from "../../src/generated/strait/stress/v1/chat.ts";
import { MapsByKey } from "../../src/generated/strait/stress/v1/maps.ts";
import { OrderBook, PriceTick } from "../../src/generated/strait/stress/v1/market_data.ts";
import { DirectoryEntry, TreeNode } from "../../src/generated/strait/stress/v1/recursion.ts";
import { Arena, addon, MessageView, schema } from "../../src/index.ts";

const text = "a text that takes a block of its own, ".repeat(30);
const wire = wireBytes();

function wireBytes(): Uint8Array {
  const source = new Arena(addon, schema);
  const book = OrderBook.create(source);
  for (let count = 0; count < 3000; count++) book.bids.push({ price: count, quantity: count });
  return book.toBinary();
}

/** Messages that the steps work on. */
export type Desk = {
  readonly arena: Arena;
  readonly chat: ChatMessage;
  readonly maps: MapsByKey;
  readonly arrays: MassiveArrays;
  readonly tree: TreeNode;
  readonly entry: DirectoryEntry;
};

export function desk(arena: Arena): Desk {
  const of = {
    chat: ChatMessage.create(arena),
    maps: MapsByKey.create(arena),
    arrays: MassiveArrays.create(arena),
    tree: TreeNode.create(arena),
    entry: DirectoryEntry.create(arena),
  };
  of.tree.label = "short";
  of.entry.symbolicLinkTarget = "there";
  of.maps.byInt32.set(1, "one");
  of.arrays.doubleElements.assign([1, 2, 3, 4]);
  of.tree.children.push({ label: "first" });
  return { arena, ...of };
}

/** Writes and calls that take much memory. Those with `empties` are documented to leave what they work on empty. */
export const steps: readonly {
  name: string;
  empties?: true;
  run: (on: Desk) => unknown;
}[] = [
  { name: "allocate", run: ({ arena }) => arena.native.allocate(PriceTick.type.id) },
  {
    name: "allocateBatch",
    run: ({ arena }) => {
      const handles = new Float64Array(3000);
      arena.native.allocateBatch(PriceTick.type.id, handles);
      arena.native.freeBatch(handles);
    },
  },
  { name: "buildTree", run: ({ arena }) => arena.native.buildTree(TreeNode.type.id, 6, 5) },
  { name: "decode", run: ({ arena }) => OrderBook.fromBinary(arena, wire) },
  {
    name: "fill",
    empties: true,
    run: ({ arena, chat }) =>
      arena.native.fill(chat.handle, 3, { maximumElements: 20, maximumTextLength: 3000, maximumDepth: 3 }),
  },
  {
    name: "fillArray",
    empties: true,
    run: ({ arena, tree }) => arena.native.fillArray(tree.handle, 4, 2000, 1),
  },
  { name: "create", run: ({ arena }) => PriceTick.create(arena) },
  {
    name: "set a longer text",
    run: ({ tree }) => {
      tree.label = text;
    },
  },
  {
    name: "set a text as long as a run of pages",
    run: ({ tree }) => {
      tree.label = text.repeat(100);
    },
  },
  {
    name: "replace ASCII by other text",
    empties: true,
    run: ({ tree }) => {
      tree.label = "shört and too long";
    },
  },
  {
    name: "set bytes of a oneof",
    empties: true,
    run: ({ entry }) => {
      entry.fileContent = new Uint8Array(50_000);
    },
  },
  {
    name: "ensure a message of a oneof",
    empties: true,
    run: ({ entry }) => {
      entry.ensureDirectory();
    },
  },
  {
    name: "ensure a child",
    run: ({ chat }) => {
      chat.ensureSentAt();
    },
  },
  {
    name: "push a message",
    run: ({ tree }) => tree.children.push({ label: text, children: [{ label: text }, { weight: 1 }] }),
  },
  {
    name: "add a message",
    run: ({ tree }) => {
      tree.children.add();
    },
  },
  {
    name: "replace a message",
    run: ({ tree }) => {
      tree.children.set(0, { label: text.repeat(3) });
    },
  },
  { name: "push a text", run: ({ arrays }) => arrays.stringElements.push(text.repeat(40)) },
  { name: "assign numbers", run: ({ arrays }) => arrays.doubleElements.assign(new Array(20_000).fill(0.5)) },
  { name: "push a number", run: ({ arrays }) => arrays.doubleElements.push(7) },
  {
    name: "add a text to a map",
    run: ({ maps }) => {
      maps.byInt32.set(2, text.repeat(50));
    },
  },
  {
    name: "replace a text of a map",
    run: ({ maps }) => {
      maps.byInt32.set(1, text.repeat(60));
    },
  },
  {
    name: "add a message to a map",
    run: ({ maps }) => {
      maps.byString.set(text.repeat(20), { value: 1 });
    },
  },
  {
    name: "replace a message of a map",
    run: ({ maps }) => {
      maps.byString.set(text.repeat(20), { value: 2 });
    },
  },
];

/** Of every message of the desk. */
export function checksums({ arena, chat, maps, arrays, tree, entry }: Desk): number[] {
  return [chat, maps, arrays, tree, entry].map(({ handle }) => arena.native.checksum(handle));
}

/** Frees what a step made. */
export function release(arena: Arena, made: unknown): void {
  if (typeof made === "number") arena.native.free(made);
  else if (made instanceof MessageView) made.free();
}
