import { type Arena, createArena, schema } from "@strait/native";
import { FieldNumberLimits, OnlyRepeated } from "@strait/native/stress/boundaries";
import { Server } from "@strait/native/stress/deep_nesting";
import { PriceTick } from "@strait/native/stress/market_data";
import { TreeNode } from "@strait/native/stress/recursion";
import type { Limit } from "./limit.ts";

const uint64Limit = 2n ** 64n;

/** Limits of what a field, an index, an id or an argument can be. */
export function limitsOfValues(arena: Arena): readonly Limit[] {
  const tick = PriceTick.create(arena);
  const server = Server.create(arena);
  const list = OnlyRepeated.create(arena).assign({ codes: [1, 2, 3] });
  const numbers = FieldNumberLimits.create(arena);
  const field = (name: string, at: () => unknown, beyond: () => unknown, code = "INVALID_VALUE"): Limit => ({
    name,
    at,
    beyond,
    code,
  });
  const set =
    (property: string, value: unknown, of: object = tick) =>
    () => {
      if (!Reflect.set(of, property, value)) throw new Error(`${property} cannot be set`);
    };
  return [
    field("int32, greatest", set("bidSize", 2 ** 31 - 1), set("bidSize", 2 ** 31)),
    field("int32, least", set("bidSize", -(2 ** 31)), set("bidSize", -(2 ** 31) - 1)),
    field("uint32, greatest", set("instrumentId", 2 ** 32 - 1), set("instrumentId", 2 ** 32)),
    field("uint32, least", set("instrumentId", 0), set("instrumentId", -1)),
    field("int64, greatest", set("timeUnixNano", 2n ** 63n - 1n), set("timeUnixNano", 2n ** 63n)),
    field("int64, least", set("timeUnixNano", -(2n ** 63n)), set("timeUnixNano", -(2n ** 63n) - 1n)),
    field(
      "uint64, greatest",
      set("memoryBytes", uint64Limit - 1n, server),
      set("memoryBytes", uint64Limit, server),
    ),
    field(
      "a 64-bit integer written as a number",
      set("timeUnixNano", Number.MAX_SAFE_INTEGER),
      set("timeUnixNano", Number.MAX_SAFE_INTEGER + 1),
    ),
    field(
      "a 64-bit integer read as a number",
      () => readTime(tick, 2n ** 53n - 1n),
      () => readTime(tick, 2n ** 53n),
      "UNSAFE_INTEGER",
    ),
    field(
      "an index into a list",
      () => list.codes.at(2),
      () => list.codes.at(3),
      "OUT_OF_BOUNDS",
    ),
    field(
      "a type id",
      () => arena.native.free(arena.native.allocate(schema.types.length - 1)),
      () => arena.native.allocate(schema.types.length),
      "UNKNOWN_TYPE",
    ),
    field(
      "a type id as an argument",
      () => expectUnknown(arena, 2 ** 16 - 1),
      () => arena.native.allocate(2 ** 16),
    ),
    field(
      "a field number",
      () => arena.native.clearField(numbers.handle, 2 ** 29 - 1),
      () => arena.native.clearField(numbers.handle, 2 ** 29),
      "UNKNOWN_FIELD",
    ),
    field(
      "a seed",
      () => arena.native.fill(numbers.handle, 2 ** 53),
      () => arena.native.fill(numbers.handle, 2 ** 53 + 2),
    ),
    field(
      "a size class",
      () => arena.native.refillSlots(39),
      () => arena.native.refillSlots(40),
    ),
    field(
      "loans of one message",
      () => {
        for (let loan = 0; loan < 255; loan++) arena.native.lend(tick.handle);
      },
      () => arena.native.lend(tick.handle),
    ),
    field(
      "loans given back",
      () => {
        for (let loan = 0; loan < 255; loan++) arena.native.giveBack(tick.handle);
      },
      () => arena.native.giveBack(tick.handle),
    ),
    field(
      "depth of a tree to build",
      () => arena.native.free(arena.native.buildTree(TreeNode.type.id, 1, 0)),
      () => arena.native.buildTree(TreeNode.type.id, 0, 0),
    ),
    {
      name: "members of a shared arena",
      at: () => createArena({ shared: { bytes: 2 ** 20, messages: 1, members: 255 } }),
      beyond: () => createArena({ shared: { bytes: 2 ** 20, messages: 1, members: 256 } }),
      code: "RangeError",
    },
    {
      name: "bytes of a slab, least",
      at: () => createArena({ slabBytes: 2 ** 16 }),
      beyond: () => createArena({ slabBytes: 2 ** 15 }),
      code: "RangeError",
    },
    {
      name: "bytes of a slab, greatest",
      at: () => createArena({ slabBytes: 2 ** 30 }),
      beyond: () => createArena({ slabBytes: 2 ** 31 }),
      code: "RangeError",
    },
  ];
}

function readTime(tick: PriceTick, value: bigint): void {
  tick.timeUnixNano = value;
  if (BigInt(tick.timeUnixNano) !== value) throw new Error("another time was read than was written");
}

/** A type id that could be is looked for, and not found. */
function expectUnknown(arena: Arena, typeId: number): void {
  try {
    arena.native.allocate(typeId);
  } catch (error) {
    if (Reflect.get(Object(error), "code") === "UNKNOWN_TYPE") return;
    throw error;
  }
  throw new Error(`there is a type ${typeId}`);
}
