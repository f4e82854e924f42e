import type { Arena } from "./arena.ts";
import { clearChild, makeChild, type NewChild } from "./child.ts";
import { refuseInteger, refuseType } from "./errors.ts";
import { readAnyInt64, readAnyUint64, writeInt64, writeUint64 } from "./integer64.ts";
import { type KeyForm, wantPair, wantText, wantWord } from "./map-key.ts";
import type { MessageClass } from "./message-type.ts";
import type { Slab } from "./slab.ts";
import { clearSpan, readBlob, writeBlob, writeText } from "./text.ts";
import type { MessageView } from "./view.ts";

/** The message that owns what an entry refers to. */
export type EntryOwner = { readonly slots: Int32Array; readonly index: number; readonly typeId: number };

/** Reads and releases one half of a map entry, which starts at `byte` of a slab. */
type AnyPart<Value> = {
  read(slab: Slab, byte: number): Value;
  release(slab: Slab, byte: number, owner: EntryOwner): void;
};

/** A half that is written over the bytes of its place. */
export type EntryPart<Value, Written = Value> = AnyPart<Value> & {
  write(slab: Slab, byte: number, value: Written, owner: EntryOwner): void;
};

/** A message value. It is made first and then put in its place: to make it runs the getters of an init object. */
export type MessagePart<Value, Written> = AnyPart<Value> & {
  make(arena: Arena, init: Written, owner: EntryOwner): NewChild;
};

/** A key's half, which can be looked for. */
export type KeyPart<Key> = EntryPart<Key> & {
  readonly form: KeyForm;
  /** Makes `key` the key that is looked for. False when no entry can have it. */
  want(key: Key): boolean;
};

/** Where the two halves of a map's entries lie, and how they are read and written. */
export type MapEntry<Key, Value, Written = Value> = {
  readonly key: KeyPart<Key>;
  readonly value: EntryPart<Value, Written> | MessagePart<Value, Written>;
  readonly stride: number;
  readonly valueOffset: number;
};

function nothing(): void {}

const double: EntryPart<number> = {
  read: (slab, byte) => slab.f64[byte >> 3] as number,
  write: (slab, byte, value) => {
    if (typeof value !== "number") refuseType("map entry", "number", value);
    slab.f64[byte >> 3] = value;
  },
  release: nothing,
};

const float: EntryPart<number> = {
  read: (slab, byte) => slab.f32[byte >> 2] as number,
  write: (slab, byte, value) => {
    if (typeof value !== "number") refuseType("map entry", "number", value);
    slab.f32[byte >> 2] = value;
  },
  release: nothing,
};

const int32: KeyPart<number> = {
  form: "word",
  want: (key) => typeof key === "number" && (key | 0) === key && wantWord(key),
  read: (slab, byte) => slab.i32[byte >> 2] as number,
  write: (slab, byte, value) => {
    if (typeof value !== "number" || (value | 0) !== value) refuseInteger("map entry", "int32", value);
    slab.i32[byte >> 2] = value;
  },
  release: nothing,
};

const uint32: KeyPart<number> = {
  form: "word",
  want: (key) => typeof key === "number" && key >>> 0 === key && wantWord(key),
  read: (slab, byte) => slab.u32[byte >> 2] as number,
  write: (slab, byte, value) => {
    if (typeof value !== "number" || value >>> 0 !== value) refuseInteger("map entry", "uint32", value);
    slab.u32[byte >> 2] = value;
  },
  release: nothing,
};

const int64: KeyPart<number | bigint> = {
  form: "pair",
  want: (key) => wantPair(key, true),
  read: (slab, byte) => readAnyInt64(slab, byte >> 2),
  write: (slab, byte, value) => writeInt64(slab, byte >> 2, value, "map entry"),
  release: nothing,
};

const uint64: KeyPart<number | bigint> = {
  form: "pair",
  want: (key) => wantPair(key, false),
  read: (slab, byte) => readAnyUint64(slab, byte >> 2),
  write: (slab, byte, value) => writeUint64(slab, byte >> 2, value, "map entry"),
  release: nothing,
};

const bool: KeyPart<boolean> = {
  form: "byte",
  want: (key) => typeof key === "boolean" && wantWord(key ? 1 : 0),
  read: (slab, byte) => slab.u8[byte] !== 0,
  write: (slab, byte, value) => {
    if (typeof value !== "boolean") refuseType("map entry", "boolean", value);
    slab.u8[byte] = value ? 1 : 0;
  },
  release: nothing,
};

const string: KeyPart<string> = {
  form: "text",
  want: (key) => typeof key === "string" && wantText(key),
  read: (slab, byte) => slab.readText(byte >> 2),
  write: (slab, byte, value, owner) =>
    writeText(slab, owner.slots, owner.index, byte >> 2, value, owner.typeId, "text"),
  release: (slab, byte, owner) => clearSpan(slab, byte >> 2, owner.typeId),
};

const bytes: EntryPart<Uint8Array> = {
  read: (slab, byte) => readBlob(slab, byte >> 2),
  write: (slab, byte, value, owner) =>
    writeBlob(slab, owner.slots, owner.index, byte >> 2, value, owner.typeId),
  release: (slab, byte, owner) => clearSpan(slab, byte >> 2, owner.typeId),
};

/** The parts of every scalar kind; what generated code builds a {@link MapEntry} from. */
export const entryPart = {
  double,
  float,
  int32,
  sint32: int32,
  sfixed32: int32,
  uint32,
  fixed32: uint32,
  int64,
  sint64: int64,
  sfixed64: int64,
  uint64,
  fixed64: uint64,
  bool,
  string,
  bytes,
} as const;

/** An enum value: the number as it is, named or not. */
export function enumPart<Value extends number>(): EntryPart<Value, number> {
  return { ...int32, read: (slab, byte) => slab.i32[byte >> 2] as Value };
}

/** A message value: read as a view, written from an init object. */
export function messagePart<View extends MessageView & { assign(init: Init): unknown }, Init>(
  view: () => MessageClass<View>,
): MessagePart<View, Init> {
  return {
    read: (slab, byte) => view().ofSlot(slab.arena, slab.u32[byte >> 2] as number),
    make: (arena, init, owner) => makeChild(arena, owner.slots, owner.index, view(), init),
    release: releaseMessage,
  };
}

function releaseMessage(slab: Slab, byte: number): void {
  clearChild(slab, byte >> 2);
}
