/**
 * Views, lists and maps kept beyond the life of their message. Oracle: STALE_HANDLE from every member, the ledger and the
 * audit unchanged, and the message that lives in the same memory now.
 */
import { describe, expect, it } from "vitest";
import { ChatMessage } from "../src/generated/strait/stress/v1/chat.ts";
import { MapsByKey } from "../src/generated/strait/stress/v1/maps.ts";
import { DirectoryEntry, TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { type Arena, createArena } from "../src/index.ts";
import { packHandle } from "../src/runtime/index.ts";
import { codeOf } from "./errors-thrown.ts";

/** Every way to end a message, from a fresh one; what is kept of it comes back. */
const endings: [string, (arena: Arena) => ChatMessage][] = [
  ["free()", (arena) => ended(ChatMessage.create(arena), (message) => message.free())],
  ["using", (arena) => ended(ChatMessage.create(arena), (message) => message[Symbol.dispose]())],
  ["native.free", (arena) => ended(ChatMessage.create(arena), ({ handle }) => arena.native.free(handle))],
  [
    "native.freeBatch",
    (arena) =>
      ended(ChatMessage.create(arena), ({ handle }) => arena.native.freeBatch(Float64Array.of(handle))),
  ],
  ["reset", (arena) => ended(ChatMessage.create(arena), () => arena.reset())],
  [
    "clearing the parent's field",
    (arena) => {
      const parent = ChatMessage.create(arena);
      return ended(parent.ensureQuotedMessage(), () => parent.clearQuotedMessage());
    },
  ],
  [
    "freeing the grandparent",
    (arena) => {
      const grandparent = ChatMessage.create(arena);
      return ended(grandparent.ensureQuotedMessage().ensureQuotedMessage(), () => grandparent.free());
    },
  ],
  [
    "native.clearField of the parent",
    (arena) => {
      const parent = ChatMessage.create(arena);
      const field = ChatMessage.type.fields.find(({ property }) => property === "quotedMessage");
      return ended(parent.ensureQuotedMessage(), () =>
        arena.native.clearField(parent.handle, field?.number ?? 0),
      );
    },
  ],
  [
    "native.fill of the parent",
    (arena) => {
      const parent = ChatMessage.create(arena);
      return ended(parent.ensureQuotedMessage(), () => arena.native.fill(parent.handle, 3));
    },
  ],
  [
    "free() and another message in its place",
    (arena) =>
      ended(ChatMessage.create(arena), (message) => {
        message.free();
        ChatMessage.create(arena).assign({ id: 7 });
      }),
  ],
  [
    "the last of its slot's generations",
    (arena) => {
      const { handle } = ChatMessage.create(arena);
      const index = handle % 2 ** 24;
      const chunk = arena.slotChunks[0];
      if (chunk === undefined) throw new Error("an arena with a message has a chunk of slots");
      chunk[index * 4] = 2 ** 29 - 1;
      return ended(ChatMessage.at(arena, packHandle(index, 2 ** 29 - 1)), (message) => message.free());
    },
  ],
];

/** Fills the message, ends it, and returns the view of it. */
function ended(message: ChatMessage, end: (message: ChatMessage) => void): ChatMessage {
  message.assign({ id: 1, content: { case: "text", value: "some text that is long enough" } });
  message.attachments.push({ fileName: "a", length: 1 });
  message.reactionCounts.set("x", 1);
  message.ensureSentAt();
  end(message);
  return message;
}

/** Every kind of member of a view. */
const members: [string, (view: ChatMessage) => unknown][] = [
  ["a getter", (view) => view.id],
  ["a bigint getter", (view) => view.idAsBigInt],
  [
    "a setter",
    (view) => {
      view.id = 5;
    },
  ],
  ["a child", (view) => view.sentAt],
  ["ensure of a child", (view) => view.ensureSentAt()],
  ["clear of a child", (view) => view.clearSentAt()],
  ["an optional child", (view) => view.editedAt],
  ["the case of a oneof", (view) => view.contentCase],
  ["a member of a oneof", (view) => view.text],
  [
    "a setter of a oneof",
    (view) => {
      view.text = "other";
    },
  ],
  [
    "a setter of a oneof, to undefined",
    (view) => {
      view.text = undefined;
    },
  ],
  ["another member of a oneof", (view) => view.encryptedText],
  [
    "the other setter of a oneof",
    (view) => {
      view.membershipChange = 5;
    },
  ],
  ["clear of a oneof", (view) => view.clearContent()],
  ["a list", (view) => view.attachments.length],
  ["an addition to a list", (view) => view.attachments.add()],
  ["a map", (view) => view.reactionCounts.size],
  ["an addition to a map", (view) => view.reactionCounts.set("y", 1)],
  ["toObject", (view) => view.toObject()],
  ["assign", (view) => view.assign({ id: 9 })],
  ["toBinary", (view) => view.toBinary()],
  ["handle", (view) => view.handle],
  ["free", (view) => view.free()],
  ["dispose", (view) => view[Symbol.dispose]()],
];

describe.each(endings)("a view of a message that was ended by %s", (_name, end) => {
  it.each(members)("is refused: %s", (_member, use) => {
    const arena = createArena();
    const view = end(arena);
    const ledger = arena.ledger();
    expect(codeOf(() => use(view))).toBe("STALE_HANDLE");
    expect(view.isLive).toBe(false);
    expect(arena.ledger()).toEqual(ledger);
    expect(arena.audit().disagreements).toEqual([]);
    arena.reset();
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });
});

describe("a list or map that outlives its message", () => {
  type Collections = {
    readonly tree: TreeNode["children"];
    readonly keys: MapsByKey["byInt32"];
    readonly readings: MapsByKey["byString"];
    readonly counts: ChatMessage["reactionCounts"];
  };
  const uses: [string, (kept: Collections) => unknown][] = [
    ["list.length", ({ tree }) => tree.length],
    ["list.at", ({ tree }) => tree.at(0)],
    ["list.set", ({ tree }) => tree.set(0, {})],
    ["list.push", ({ tree }) => tree.push({})],
    ["list.add", ({ tree }) => tree.add()],
    ["list.clear", ({ tree }) => tree.clear()],
    ["list.assign", ({ tree }) => tree.assign([])],
    ["list.toArray", ({ tree }) => tree.toArray()],
    ["list iteration", ({ tree }) => [...tree]],
    ["map.size", ({ keys }) => keys.size],
    ["map.get", ({ keys }) => keys.get(1)],
    ["map.has", ({ keys }) => keys.has(1)],
    ["map.set", ({ keys }) => keys.set(1, "b")],
    ["map.set of a message", ({ readings }) => readings.set("a", {})],
    ["map.delete", ({ keys }) => keys.delete(1)],
    ["map.clear", ({ keys }) => keys.clear()],
    ["map.assign", ({ keys }) => keys.assign([])],
    ["map iteration", ({ keys }) => [...keys]],
    ["map.keys", ({ counts }) => [...counts.keys()]],
    ["map.values", ({ counts }) => [...counts.values()]],
    ["map.entries", ({ counts }) => counts.entries().next()],
  ];

  it.each(uses)("is refused: %s", (_name, use) => {
    const arena = createArena();
    const tree = TreeNode.create(arena);
    tree.children.add();
    const maps = MapsByKey.create(arena);
    maps.byInt32.set(1, "a");
    maps.byString.set("a", { value: 1 });
    const message = ChatMessage.create(arena);
    message.reactionCounts.set("x", 1);
    const kept = {
      tree: tree.children,
      keys: maps.byInt32,
      readings: maps.byString,
      counts: message.reactionCounts,
    };
    for (const one of [tree, maps, message]) one.free();
    // The same memory lives again, as something else of the same type.
    const [again] = [TreeNode.create(arena), MapsByKey.create(arena), ChatMessage.create(arena)];
    again.children.add();
    const ledger = arena.ledger();
    expect(codeOf(() => use(kept))).toBe("STALE_HANDLE");
    expect(arena.ledger()).toEqual(ledger);
    expect(arena.audit().disagreements).toEqual([]);
  });
});

describe("a view of what a oneof, a list or a map held", () => {
  it("is stale once another member, element or value took its place", () => {
    const arena = createArena();
    const entry = DirectoryEntry.create(arena);
    const directory = entry.ensureDirectory();
    entry.symbolicLinkTarget = "elsewhere";
    expect(codeOf(() => directory.name)).toBe("STALE_HANDLE");
    const tree = TreeNode.create(arena);
    const child = tree.children.add();
    tree.children.set(0, { label: "other" });
    expect(codeOf(() => child.label)).toBe("STALE_HANDLE");
    const maps = MapsByKey.create(arena);
    const reading = maps.byString.set("a", { value: 1 }).get("a");
    maps.byString.set("a", { value: 2 });
    expect(codeOf(() => reading?.value)).toBe("STALE_HANDLE");
    const deleted = maps.byString.get("a");
    maps.byString.delete("a");
    expect(codeOf(() => deleted?.value)).toBe("STALE_HANDLE");
    for (const one of [entry, tree, maps]) one.free();
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });

  it("refuses to be freed by itself, and stays whole", () => {
    const arena = createArena();
    const message = ChatMessage.create(arena);
    for (const part of [message.ensureSentAt(), message.ensureQuotedMessage(), message.attachments.add()]) {
      expect(codeOf(() => part.free())).toBe("OWNED");
      expect(codeOf(() => arena.native.free(part.handle))).toBe("OWNED");
      expect(codeOf(() => arena.native.freeBatch(Float64Array.of(part.handle)))).toBe("OWNED");
      expect(part.isLive).toBe(true);
    }
    message.free();
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });
});
