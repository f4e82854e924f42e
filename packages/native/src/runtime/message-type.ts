import type { Arena } from "./arena.ts";
import type { Slab } from "./slab.ts";
import type { MessageView } from "./view.ts";

/** The fifteen scalar types of protobuf. */
export type ScalarKind =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

export type FieldKind = ScalarKind | "enum" | "message";

export type FieldRule = "singular" | "optional" | "oneof" | "repeated" | "map";

/** What generated code says of a field, for whatever works on any message. */
export type FieldType = {
  /** Name in the schema, and the property of the view. */
  readonly name: string;
  readonly property: string;
  readonly number: number;
  /** For a map, the kind of its values. */
  readonly kind: FieldKind;
  readonly rule: FieldRule;
  /** Kind of a map's keys. */
  readonly key?: ScalarKind;
  /** For a member of a oneof: the property of the plain object that holds it as `{ case, value }`. */
  readonly oneof?: string;
  /** The type of a sub-message; a function, because types may refer to each other. */
  readonly message?: () => MessageType;
  /** Numbers that an enum declares. */
  readonly enumValues?: readonly number[];
};

/** What an arena knows of a message type. */
export type TypeLayout = {
  /** Full name in the schema. */
  readonly name: string;
  /** Bytes of the struct, and the class of its block. */
  readonly size: number;
  readonly sizeClass: number;
};

/** What generated code says of a message type. */
export type MessageType<View extends MessageView = MessageView> = TypeLayout & {
  readonly id: number;
  readonly fields: readonly FieldType[];
  readonly view: () => MessageClass<View>;
};

/** The static side of a generated view class. */
export type MessageClass<View extends MessageView = MessageView> = {
  new (slab: Slab, slots: Int32Array, index: number, generation: number, word: number): View;
  readonly type: MessageType<View>;
  create(arena: Arena): View;
  at(arena: Arena, handle: number): View;
  fromBinary(arena: Arena, bytes: Uint8Array): View;
  ofSlot(arena: Arena, index: number): View;
  ofChild(slab: Slab, slots: Int32Array, index: number, child: number): View;
};
