import type { Field, MapKeyKind } from "../descriptor/schema.ts";
import { type Extent, extentOf, roundUp, span, word } from "./kinds.ts";
import { layoutMapEntry, type MapEntryLayout } from "./map-entry.ts";

/** Where a field's bytes stand; offsets are in bytes from the start of the struct. */
export type FieldLayout = {
  readonly field: Field;
  readonly offset: number;
  readonly extent: Extent;
  readonly placement: Placement;
};

/** A field's rule, with what it needs besides the field's own bytes. */
export type Placement =
  | { readonly rule: "singular" }
  | { readonly rule: "repeated"; readonly packed: boolean }
  /** Offset of the presence word, and the bit in it, 0 … 31. */
  | { readonly rule: "optional"; readonly presenceOffset: number; readonly bit: number }
  | { readonly rule: "oneof"; readonly oneof: OneofLayout }
  | { readonly rule: "map"; readonly key: MapKeyKind; readonly entry: MapEntryLayout };

/** The storage that the members of a oneof share, and the word that names the one that is set. */
export type OneofLayout = {
  readonly name: string;
  readonly caseOffset: number;
  readonly offset: number;
  readonly extent: Extent;
};

/** A member of the generated struct, at its offset. */
export type StructMember =
  | { readonly part: "unknown"; readonly offset: number }
  | { readonly part: "field"; readonly offset: number; readonly layout: FieldLayout }
  /** `index` counts the presence words from 0. */
  | { readonly part: "presence"; readonly offset: number; readonly index: number }
  | { readonly part: "case"; readonly offset: number; readonly oneof: OneofLayout }
  | { readonly part: "storage"; readonly offset: number; readonly oneof: OneofLayout };

export type StructLayout = {
  /** Bytes, a multiple of 8. */
  readonly size: number;
  /** By field number. */
  readonly fields: readonly FieldLayout[];
  /** In the order of their lowest field number. */
  readonly oneofs: readonly OneofLayout[];
  /** Everything in the struct, by offset. */
  readonly members: readonly StructMember[];
};

/** Something that takes a place of its own: a field outside of any oneof, or the storage of a whole oneof. */
type Unit = { readonly name: string; readonly isOneof: boolean; readonly extent: Extent };

/**
 * Lays out a message from its fields, in order of their numbers: unknown fields, 8-byte fields, presence words, oneof
 * cases, 4-byte fields, 1-byte fields; by field number within each.
 */
export function layoutStruct(fields: readonly Field[]): StructLayout {
  const units = unitsOf(fields);
  const optionals = fields.filter((field) => field.rule.rule === "optional");
  const unitOffsets = new Map<string, number>();
  let end = span.size;
  const place = (alignment: number) => {
    for (const { name, extent } of units.filter((unit) => unit.extent.alignment === alignment)) {
      unitOffsets.set(name, end);
      end += extent.size;
    }
  };
  place(8);
  const presence = end;
  const presenceWords = Math.ceil(optionals.length / 32);
  end += word.size * presenceWords;
  const cases = end;
  end += word.size * units.filter((unit) => unit.isOneof).length;
  place(4);
  place(1);

  const offsetOf = (name: string): number => {
    const offset = unitOffsets.get(name);
    if (offset === undefined) throw new RangeError(`${name} is neither a field nor a oneof of the message`);
    return offset;
  };
  const oneofs = units
    .filter((unit) => unit.isOneof)
    .map(({ name, extent }, index) => ({
      name,
      caseOffset: cases + word.size * index,
      offset: offsetOf(name),
      extent,
    }));
  const layouts = fields.map((field) => {
    const placement = placementOf(field, presence, optionals.indexOf(field), oneofs);
    const offset = placement.rule === "oneof" ? placement.oneof.offset : offsetOf(field.name);
    return { field, offset, extent: extentOfField(field), placement };
  });

  const members: StructMember[] = [{ part: "unknown", offset: 0 }];
  for (const layout of layouts) {
    if (layout.placement.rule !== "oneof") members.push({ part: "field", offset: layout.offset, layout });
  }
  for (let index = 0; index < presenceWords; index++) {
    members.push({ part: "presence", offset: presence + word.size * index, index });
  }
  for (const oneof of oneofs) {
    members.push({ part: "case", offset: oneof.caseOffset, oneof });
    members.push({ part: "storage", offset: oneof.offset, oneof });
  }
  members.sort((a, b) => a.offset - b.offset);
  return { size: roundUp(end, 8), fields: layouts, oneofs, members };
}

function placementOf(
  { name, type, rule }: Field,
  presence: number,
  positionAmongOptionals: number,
  oneofs: readonly OneofLayout[],
): Placement {
  switch (rule.rule) {
    case "singular":
    case "repeated":
      return rule;
    case "optional": {
      const presenceOffset = presence + word.size * Math.floor(positionAmongOptionals / 32);
      return { ...rule, presenceOffset, bit: positionAmongOptionals % 32 };
    }
    case "oneof": {
      const oneof = oneofs.find((candidate) => candidate.name === rule.oneof);
      if (oneof === undefined) throw new RangeError(`${name} is in no oneof of the message`);
      return { ...rule, oneof };
    }
    case "map":
      return { ...rule, entry: layoutMapEntry(rule.key, type) };
  }
}

/** In order of field number; a oneof counts as its lowest, and is as large and as strict as any member. */
function unitsOf(fields: readonly Field[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const field of fields) {
    const isOneof = field.rule.rule === "oneof";
    const name = field.rule.rule === "oneof" ? field.rule.oneof : field.name;
    const extent = extentOfField(field);
    const before = units.get(name)?.extent ?? extent;
    const size = Math.max(before.size, extent.size);
    units.set(name, {
      name,
      isOneof,
      extent: { size, alignment: Math.max(before.alignment, extent.alignment) },
    });
  }
  return [...units.values()];
}

function extentOfField(field: Field): Extent {
  return field.rule.rule === "repeated" || field.rule.rule === "map" ? span : extentOf(field.type);
}
