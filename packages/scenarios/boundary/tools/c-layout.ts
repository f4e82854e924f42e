import type { FieldKind, MessageModel } from "./model.ts";

/** Where the fields of a C struct are, in bytes. */
export type StructLayout = { readonly size: number; readonly offsets: ReadonlyMap<string, number> };

/** Size and alignment of each kind of field: text and lists are two words, a sub-message one. */
const places: Readonly<Record<FieldKind, { readonly size: number; readonly alignment: number }>> = {
  int32: { size: 4, alignment: 4 },
  int64: { size: 8, alignment: 8 },
  double: { size: 8, alignment: 8 },
  bool: { size: 1, alignment: 1 },
  string: { size: 8, alignment: 4 },
  child: { size: 4, alignment: 4 },
  list: { size: 8, alignment: 4 },
};

/** The layout that C gives structs with these fields, as in Rust's `repr(C, align(8))`. */
export function structLayouts(messages: readonly MessageModel[]): ReadonlyMap<string, StructLayout> {
  return new Map(
    messages.map(({ name, fields }) => {
      let end = 0;
      const offsets = new Map<string, number>();
      for (const { name: field, kind } of fields) {
        const { size, alignment } = places[kind];
        end = Math.ceil(end / alignment) * alignment;
        offsets.set(field, end);
        end += size;
      }
      return [name, { size: Math.ceil(end / 8) * 8, offsets }] as const;
    }),
  );
}
