import type { Enumeration, Message, Schema } from "../descriptor/schema.ts";
import { describeLayout } from "./describe.ts";
import { fnv1a64 } from "./hash.ts";
import { sizeClassOf } from "./size-class.ts";
import { layoutStruct, type StructLayout } from "./struct.ts";

export type MessageLayout = StructLayout & {
  readonly message: Message;
  readonly typeId: number;
  readonly sizeClass: number;
};

export type EnumLayout = {
  readonly enumeration: Enumeration;
  /** Under which layout tables refer to it. */
  readonly index: number;
  /** The numbers that it declares, aliases once, in the order of the declaration. */
  readonly numbers: readonly number[];
};

export type SchemaLayout = {
  readonly schema: Schema;
  /** By type id. */
  readonly messages: readonly MessageLayout[];
  /** By index. */
  readonly enums: readonly EnumLayout[];
  /** Both by full name; they throw RangeError for a name that the schema does not have. */
  readonly message: (fullName: string) => MessageLayout;
  readonly enum: (fullName: string) => EnumLayout;
  /** FNV-1a of {@link describeLayout}, as 16 hex digits. */
  readonly hash: string;
};

/** Lays out every message of a schema in which nothing is refused. Ids go by the byte order of full names, from 0. */
export function layoutSchema(schema: Schema): SchemaLayout {
  const messages = schema.files
    .flatMap((file) => file.messages)
    .sort(byFullName)
    .map((message, typeId): MessageLayout => {
      const struct = layoutStruct(message.fields);
      return { ...struct, message, typeId, sizeClass: sizeClassOf(struct.size) };
    });
  const enums = schema.files
    .flatMap((file) => file.enums)
    .sort(byFullName)
    .map((enumeration, index): EnumLayout => {
      const numbers = [...new Set(enumeration.values.map(({ number }) => number))];
      return { enumeration, index, numbers };
    });
  return {
    schema,
    messages,
    enums,
    message: lookup(messages.map((layout) => [layout.message.fullName, layout])),
    enum: lookup(enums.map((layout) => [layout.enumeration.fullName, layout])),
    hash: fnv1a64(describeLayout(messages, enums)),
  };
}

function lookup<Layout>(entries: readonly (readonly [string, Layout])[]): (fullName: string) => Layout {
  const layouts = new Map(entries);
  return (fullName) => {
    const layout = layouts.get(fullName);
    if (layout === undefined) throw new RangeError(`the schema has no ${fullName}`);
    return layout;
  };
}

/** Full names are ASCII, so the order of code units is that of bytes. */
function byFullName(a: { readonly fullName: string }, b: { readonly fullName: string }): number {
  return a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : 0;
}
