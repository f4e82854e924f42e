/**
 * Writes that are refused, into every field of every type. Oracle: the checksum of the message before, the ledger, and
 * the audit, which finds every block and message that nothing refers to.
 */
import { describe, expect, it } from "vitest";
import { types } from "../src/generated/index.ts";
import { MapsByKey } from "../src/generated/strait/stress/v1/maps.ts";
import { TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { type Arena, ArenaError, checkLedgerAtZero, createArena } from "../src/index.ts";
import { type FieldKind, type FieldType, MapView, type MessageType, Repeated } from "../src/runtime/index.ts";
import { create } from "./any-message.ts";

const thrown = new Error("thrown by an init object");

/** Values that no field of a kind can hold. */
function wrongValues(kind: FieldKind, field: FieldType): readonly unknown[] {
  const neverNumbers = ["1", null, {}, [], Symbol("x"), true];
  switch (kind) {
    case "double":
    case "float":
      return [...neverNumbers, 1n];
    case "int32":
    case "sint32":
    case "sfixed32":
    case "enum":
      return [...neverNumbers, 1n, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, -(2 ** 31) - 1];
    case "uint32":
    case "fixed32":
      return [...neverNumbers, 1n, 0.5, Number.NaN, -1, 2 ** 32];
    case "int64":
    case "sint64":
    case "sfixed64":
      return [...neverNumbers, 1.5, Number.NaN, 2 ** 53, 2n ** 63n, -(2n ** 63n) - 1n];
    case "uint64":
    case "fixed64":
      return [...neverNumbers, 1.5, -1, 2 ** 53, -1n, 2n ** 64n];
    case "bool":
      return [0, 1, "true", null, {}];
    case "string":
      return [5, null, {}, ["a"], { length: 3 }, Symbol("x"), new Uint8Array(2)];
    case "bytes":
      return ["abc", [1, 2], null, { length: 3 }, new Uint16Array(2), new ArrayBuffer(4), 7];
    case "message":
      return [throwingInit(field)];
  }
}

/** An init object of a field's message type whose first property throws when it is read. */
function throwingInit(field: FieldType): object {
  const [first] = field.message?.().fields ?? [];
  const property = first === undefined ? undefined : (first.oneof ?? first.property);
  if (property === undefined) return {};
  return {
    get [property](): never {
      throw thrown;
    },
  };
}

function isEmptyMessage(field: FieldType): boolean {
  return field.kind === "message" && field.message?.().fields.length === 0;
}

/** Every way to write a wrong value into a field, with what it is called. */
function wrongWrites(
  arena: Arena,
  handle: number,
  type: MessageType,
  field: FieldType,
): [string, () => void][] {
  const at = () => type.view().at(arena, handle);
  const read = () => Reflect.get(at(), field.property);
  return wrongValues(field.kind, field).flatMap((wrong): [string, () => void][] => {
    const name = `${field.name} ${typeof wrong === "symbol" ? "symbol" : typeof wrong}`;
    if (field.rule === "repeated") {
      const list: unknown = read();
      if (!(list instanceof Repeated)) throw new Error(`${field.name} is no list`);
      const set: [string, () => void][] = list.length > 0 ? [[`${name} set`, () => list.set(0, wrong)]] : [];
      return [[`${name} push`, () => list.push(wrong)], ...set];
    }
    if (field.rule === "map") {
      const map: unknown = read();
      if (!(map instanceof MapView)) throw new Error(`${field.name} is no map`);
      const [present] = map.keys();
      const set: [string, () => void][] =
        present === undefined ? [] : [[`${name} replaced`, () => map.set(present, wrong)]];
      const fresh = { string: "new key", bool: present !== true }[String(field.key)] ?? 77;
      return [[`${name} added`, () => map.set(fresh, wrong)], ...set];
    }
    if (field.kind === "message") return [];
    return [[`${name} assigned`, () => Reflect.set(at(), field.property, wrong)]];
  });
}

describe.each(types.map((type) => [type.name, type] as const))("%s", (_name, type) => {
  it("refuses what its fields cannot hold, and stays as it was", () => {
    const arena = createArena();
    for (const seed of [1, 2]) {
      const message = create(arena, type);
      arena.native.fill(message.handle, seed);
      const before = arena.native.checksum(message.handle);
      const ledger = arena.ledger();
      for (const field of type.fields) {
        if (isEmptyMessage(field)) continue;
        for (const [name, write] of wrongWrites(arena, message.handle, type, field)) {
          let error: unknown;
          try {
            write();
          } catch (caught) {
            error = caught;
          }
          const refused = error === thrown || (error instanceof ArenaError && error.code === "INVALID_VALUE");
          if (!refused) expect.fail(`${name}: ${String(error)}`);
          if (arena.native.checksum(message.handle) !== before) expect.fail(`${name} changed the message`);
        }
      }
      expect(arena.audit().disagreements).toEqual([]);
      const entries = (list: ReturnType<Arena["ledger"]>) =>
        list.map(({ type: name, liveMessages }) => [name, liveMessages]);
      expect(entries(arena.ledger())).toEqual(entries(ledger));
      message.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

describe("an init object whose getters change the arena", () => {
  const init = (action: () => void) => ({
    get label(): string {
      action();
      return "late";
    },
  });

  it("may empty the list that its message is added to", () => {
    const arena = createArena();
    using node = TreeNode.create(arena);
    for (let count = 0; count < 5; count++) node.children.add();
    node.children.push(init(() => node.children.clear()));
    expect(node.children.toArray().map(({ label }) => label)).toEqual(["late"]);
    node.children.add();
    expect(() =>
      node.children.set(
        1,
        init(() => node.children.clear()),
      ),
    ).toThrow("outside a repeated field");
    expect(node.children).toHaveLength(0);
    expect(arena.audit().disagreements).toEqual([]);
  });

  it("may free the message, or everything", () => {
    const arena = createArena();
    for (const end of [(node: TreeNode) => node.free(), () => arena.reset()]) {
      const node = TreeNode.create(arena);
      node.children.add();
      expect(() => node.children.push(init(() => end(node)))).toThrow("freed");
      expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
    }
  });

  it("may empty the map that its message is added to, or the message of the map", () => {
    const arena = createArena();
    const reading = (action: () => void) => ({
      get value(): number {
        action();
        return 4;
      },
    });
    const maps = MapsByKey.create(arena);
    maps.byString.set("a", { value: 1 }).set("b", { value: 2 });
    maps.byString.set(
      "c",
      reading(() => maps.byString.clear()),
    );
    maps.byString.set(
      "c",
      reading(() => maps.byString.delete("c")),
    );
    expect([...maps.byString].map(([key, { value }]) => [key, value])).toEqual([["c", 4]]);
    expect(arena.audit().disagreements).toEqual([]);
    expect(() =>
      maps.byString.set(
        "d",
        reading(() => maps.free()),
      ),
    ).toThrow("freed");
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});
