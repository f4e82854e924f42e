/** Oracles: the error codes and the order of checks of docs/layout.md; the ledger; a scan of the memory by Rust. */
import { describe, expect, it } from "vitest";
import { OnlyBool } from "../src/generated/strait/stress/v1/boundaries.ts";
import { HugeArrays, HugeMaps, HugePayload } from "../src/generated/strait/stress/v1/huge.ts";
import { OrderBook, PriceTick, Trade } from "../src/generated/strait/stress/v1/market_data.ts";
import { TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import {
  Arena,
  ArenaError,
  addon,
  checkLedgerAtZero,
  createArena,
  ledgerCounts,
  schema,
} from "../src/index.ts";
import { packHandle } from "../src/runtime/index.ts";

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
  return "nothing was thrown";
}

describe("handles", () => {
  it("are refused for each fault by its own code, alike in JavaScript and in Rust, with the ledger unchanged", () => {
    const arena = createArena();
    const live = PriceTick.create(arena);
    const freed = PriceTick.create(arena);
    const stale = freed.handle;
    freed.free();
    const [index, generation] = [live.handle % 2 ** 24, Math.floor(live.handle / 2 ** 24)];
    const faults: [number, string][] = [
      [Number.NaN, "NOT_A_HANDLE"],
      [1.5, "NOT_A_HANDLE"],
      [0, "NOT_A_HANDLE"],
      [-live.handle, "NOT_A_HANDLE"],
      [2 ** 53, "NOT_A_HANDLE"],
      [Number.POSITIVE_INFINITY, "NOT_A_HANDLE"],
      [packHandle(index, 0), "NOT_A_HANDLE"],
      [packHandle(0, generation), "NOT_A_HANDLE"],
      [packHandle(2 ** 24 - 1, 1), "INDEX_OUT_OF_RANGE"],
      [packHandle(index, generation + 1), "STALE_HANDLE"],
      [stale, "STALE_HANDLE"],
      [stale + 2 ** 24, "NOT_LIVE"],
    ];
    for (const [handle, code] of faults) {
      expect([handle, codeOf(() => PriceTick.at(arena, handle))]).toEqual([handle, code]);
      expect([handle, codeOf(() => arena.native.checksum(handle))]).toEqual([handle, code]);
      expect([handle, codeOf(() => arena.native.free(handle))]).toEqual([handle, code]);
    }
    expect(codeOf(() => Trade.at(arena, live.handle))).toBe("WRONG_TYPE");
    expect(arena.ledger()).toMatchObject([{ type: PriceTick.type.name, liveMessages: 1 }]);
    expect(PriceTick.at(arena, live.handle).handle).toBe(live.handle);
    live.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("retire their slot when its generation is used up, and the block gets a new slot", () => {
    const arena = createArena();
    const first = PriceTick.create(arena);
    const slots = arena.slotChunks[0];
    if (slots === undefined) throw new Error("an arena with a message has slots");
    const lastGeneration = 2 ** 29 - 1;
    const index = first.handle % 2 ** 24;
    slots[index * 4] = lastGeneration;
    const last = PriceTick.at(arena, packHandle(index, lastGeneration));
    last.free();
    expect(codeOf(() => last.bidPrice)).toBe("STALE_HANDLE");
    const after = Array.from({ length: 2000 }, () => PriceTick.create(arena));
    expect(after.map(({ handle }) => handle % 2 ** 24)).not.toContain(index);
    for (const tick of after) tick.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

describe("views", () => {
  it("refuse every access after the message was freed, even when its memory is in use again", () => {
    const arena = createArena();
    const old = PriceTick.create(arena);
    old.free();
    const young = PriceTick.create(arena);
    young.bidPrice = 2;
    expect(codeOf(() => old.bidPrice)).toBe("STALE_HANDLE");
    expect(
      codeOf(() => {
        old.bidPrice = 3;
      }),
    ).toBe("STALE_HANDLE");
    expect(codeOf(() => old.free())).toBe("STALE_HANDLE");
    expect(codeOf(() => old.toObject())).toBe("STALE_HANDLE");
    expect(young.bidPrice).toBe(2);
  });

  it("read a fresh message as all defaults, whatever its block held before", () => {
    const arena = createArena();
    const fresh = PriceTick.create(arena).toObject();
    for (let round = 1; round <= 50; round++) {
      const tick = PriceTick.create(arena);
      arena.native.fill(tick.handle, round);
      tick.free();
      const again = PriceTick.create(arena);
      expect(again.toObject()).toEqual(fresh);
      again.free();
    }
  });

  it("refuse values that a field cannot hold, and keep what it held", () => {
    const arena = createArena();
    using tick = PriceTick.create(arena);
    tick.bidSize = 5;
    for (const value of [1.5, 2 ** 31, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(
        codeOf(() => {
          tick.bidSize = value;
        }),
      ).toBe("INVALID_VALUE");
    }
    expect(
      codeOf(() => {
        tick.timeUnixNano = 2n ** 63n;
      }),
    ).toBe("INVALID_VALUE");
    tick.timeUnixNano = 2n ** 62n;
    expect(codeOf(() => tick.timeUnixNano)).toBe("UNSAFE_INTEGER");
    expect(tick.timeUnixNanoAsBigInt).toBe(2n ** 62n);
    expect(tick.bidSize).toBe(5);
  });
});

describe("ownership", () => {
  it("frees a whole tree with its root, and refuses to free a part of it", () => {
    const arena = createArena();
    const book = OrderBook.create(arena);
    const level = book.bids.add();
    for (let count = 0; count < 500; count++) book.asks.add().price = count;
    expect(codeOf(() => level.free())).toBe("OWNED");
    expect(book.asks.at(499).price).toBe(499);
    book.bids.clear();
    expect(codeOf(() => level.price)).toBe("STALE_HANDLE");
    book.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("leaves nothing behind when a list is replaced while it grows through every size of block", () => {
    const arena = createArena();
    const tree = TreeNode.create(arena);
    for (const count of [1, 10, 100, 1000, 10_000, 3]) {
      arena.native.fillArray(tree.handle, repeatedChildren(), count, 1);
      expect(arena.native.walk(tree.handle).messages).toBeGreaterThan(count);
    }
    tree.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("names the type of a message that was not freed", () => {
    const arena = createArena();
    PriceTick.create(arena);
    const { passed, detail } = checkLedgerAtZero(arena);
    expect(passed).toBe(false);
    expect(detail).toContain("strait.stress.v1.PriceTick leaked 1 message");
  });

  it("counts the bytes of messages, and those of what they own, by type", () => {
    const arena = createArena();
    OnlyBool.create(arena);
    OnlyBool.create(arena);
    const empty = { dataBlocks: 0, dataBytes: 0 };
    const bools = { type: OnlyBool.type.name, liveMessages: 2, messageBytes: 32, ...empty };
    expect(ledgerCounts(arena)).toEqual([bools]);
    HugePayload.create(arena).title = "a text of thirty characters...";
    expect(ledgerCounts(arena)).toContainEqual({
      ...{ type: HugePayload.type.name, liveMessages: 1 },
      ...{ messageBytes: HugePayload.type.size, dataBlocks: 1, dataBytes: 32 },
    });
  });

  it("notices when the ledger is wrong", () => {
    const arena = createArena();
    PriceTick.create(arena);
    arena.control[112 + PriceTick.type.id] = 0;
    expect(arena.audit().disagreements.join()).toContain("PriceTick");
  });
});

function repeatedChildren(): number {
  const field = TreeNode.type.fields.find(({ rule, kind }) => rule === "repeated" && kind === "message");
  if (field === undefined) throw new Error("a tree node has repeated children");
  return field.number;
}

describe("trees", () => {
  it("are built to depth and width, and walked, by Rust (oracle: the sum of a geometric series)", () => {
    const arena = createArena();
    const handle = arena.native.buildTree(TreeNode.type.id, 5, 3);
    const messages = 1 + 3 + 9 + 27 + 81;
    expect(arena.native.walk(handle)).toMatchObject({ messages, depth: 5 });
    expect(arena.native.memorySize(handle)).toMatchObject({
      structBytes: messages * TreeNode.type.size,
      slotBytes: messages * 16,
    });
    const count = (node: TreeNode): number =>
      [...node.children].reduce((sum, child) => sum + count(child), 1);
    expect(count(TreeNode.at(arena, handle))).toBe(messages);
    arena.native.free(handle);
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

describe("memory", () => {
  it("grows by slabs, holds blocks larger than one, and gives them back", () => {
    const arena = createArena({ slabBytes: 65536 });
    const blocks = [16, 40_000, 200_000, 1_000_000].map((bytes) => {
      const payload = HugePayload.create(arena);
      arena.native.fill(payload.handle, bytes);
      return payload;
    });
    const content = new Uint8Array(3_000_000).map((_, index) => index % 251);
    const field = HugePayload.type.fields.find(({ kind, rule }) => kind === "bytes" && rule === "singular");
    if (field === undefined) throw new Error("a huge payload has a bytes field");
    for (const payload of blocks) Reflect.set(payload, field.property, content);
    for (const payload of blocks) {
      const read: unknown = Reflect.get(payload, field.property);
      expect(read instanceof Uint8Array && Buffer.compare(read, content)).toBe(0);
    }
    for (const payload of blocks) payload.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("refuses bytes of 2 GiB in one field, wherever they are written, and keeps what was there", () => {
    const arena = createArena();
    const tooLarge = new Uint8Array(2 ** 31);
    const payload = HugePayload.create(arena).assign({ content: Uint8Array.of(1, 2) });
    const arrays = HugeArrays.create(arena).assign({ recordings: [Uint8Array.of(3)] });
    const maps = HugeMaps.create(arena);
    for (const write of [
      () => payload.assign({ content: tooLarge }),
      () => arrays.recordings.push(tooLarge),
      () => arrays.recordings.set(0, tooLarge),
      () => maps.thumbnailsByName.set("station", tooLarge),
    ]) {
      expect(codeOf(write)).toBe("OUT_OF_MEMORY");
    }
    expect([...payload.content]).toEqual([1, 2]);
    expect(arrays.recordings.toArray().map((one) => [...one])).toEqual([[3]]);
    expect(maps.thumbnailsByName.size).toBe(0);
    expect(arena.audit().disagreements).toEqual([]);
    for (const message of [payload, arrays, maps]) message.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("is all free after a reset, and every view from before is stale", () => {
    const arena = createArena();
    const ticks = Array.from({ length: 1000 }, () => PriceTick.create(arena));
    arena.reset();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
    expect(ticks.filter((tick) => codeOf(() => tick.bidSize) !== "STALE_HANDLE")).toEqual([]);
  });

  it.each([1000, 65537, 2 ** 31, Number.NaN])("refuses slabs of %s bytes", (slabBytes) => {
    expect(() => createArena({ slabBytes })).toThrow("pass a power of two");
  });
});

describe("an add-on from another schema", () => {
  it("is refused with what to do", () => {
    const layoutHash = schema.layoutHash.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
    const other = { ...schema, layoutHash };
    expect(() => new Arena(addon, other)).toThrow(ArenaError);
    expect(() => new Arena(addon, other)).toThrow("generate both from one schema and build the add-on again");
  });
});
