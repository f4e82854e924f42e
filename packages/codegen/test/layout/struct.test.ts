import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field, FieldType } from "../../src/descriptor/schema.ts";
import { layoutMapEntry } from "../../src/layout/map-entry.ts";
import { layoutStruct, type StructLayout, type StructMember } from "../../src/layout/struct.ts";
import { anyFields, field } from "./random-fields.ts";

const singular = { rule: "singular" } as const;
const optional = { rule: "optional" } as const;
const message: FieldType = { kind: "message", name: "random.Message" };

function offsets(layout: StructLayout): Record<string, number> {
  return Object.fromEntries(layout.fields.map(({ field, offset }) => [field.name, offset]));
}

/** Size and alignment of a struct member by the tables of docs/layout.md. */
function extent(member: StructMember): { size: number; alignment: number } {
  switch (member.part) {
    case "unknown":
      return { size: 8, alignment: 4 };
    case "presence":
    case "case":
      return { size: 4, alignment: 4 };
    case "storage":
      return member.oneof.extent;
    case "field":
      return sizeOf(member.layout.field);
  }
}

function sizeOf({ type, rule }: Field): { size: number; alignment: number } {
  if (rule.rule === "repeated" || rule.rule === "map") return { size: 8, alignment: 4 };
  if (type.kind === "string" || type.kind === "bytes") return { size: 8, alignment: 4 };
  if (type.kind === "bool") return { size: 1, alignment: 1 };
  return type.kind === "double" || type.kind.endsWith("64")
    ? { size: 8, alignment: 8 }
    : { size: 4, alignment: 4 };
}

describe("a message without fields", () => {
  it("is its unknown fields", () => {
    expect(layoutStruct([])).toEqual({
      size: 8,
      fields: [],
      oneofs: [],
      members: [{ part: "unknown", offset: 0 }],
    });
  });
});

// Offsets by hand, from the rules of docs/layout.md.
describe("fields stand in groups, by number in each", () => {
  it("8-byte fields, presence, cases, 4-byte fields, 1-byte fields", () => {
    const layout = layoutStruct([
      field(1, { kind: "bool" }, singular, "flag"),
      field(2, { kind: "string" }, singular, "name"),
      field(3, { kind: "double" }, optional, "price"),
      field(4, message, singular, "child"),
      field(5, { kind: "int32" }, { rule: "oneof", oneof: "choice" }, "small"),
      field(6, { kind: "fixed64" }, singular, "id"),
      field(7, { kind: "bytes" }, { rule: "oneof", oneof: "choice" }, "blob"),
      field(8, { kind: "float" }, singular, "ratio"),
      field(9, { kind: "bool" }, optional, "other_flag"),
    ]);
    expect(offsets(layout)).toEqual({
      price: 8,
      id: 16,
      // presence word 24, case word 28
      name: 32,
      child: 40,
      small: 44,
      blob: 44,
      ratio: 52,
      flag: 56,
      other_flag: 57,
    });
    expect(layout.size).toBe(64);
    expect(layout.fields.find(({ field }) => field.name === "other_flag")?.placement).toEqual({
      rule: "optional",
      presenceOffset: 24,
      bit: 1,
    });
    expect(layout.oneofs).toEqual([
      { name: "choice", caseOffset: 28, offset: 44, extent: { size: 8, alignment: 4 } },
    ]);
  });

  it("a oneof stands among the 8-byte fields when a member needs it, at its lowest number", () => {
    const layout = layoutStruct([
      field(1, { kind: "int64" }, singular, "first"),
      field(2, { kind: "bool" }, { rule: "oneof", oneof: "choice" }, "flag"),
      field(3, { kind: "int64" }, singular, "third"),
      field(4, { kind: "double" }, { rule: "oneof", oneof: "choice" }, "price"),
    ]);
    expect(offsets(layout)).toEqual({ first: 8, flag: 16, price: 16, third: 24 });
  });

  it("a oneof of bools takes one byte", () => {
    const layout = layoutStruct([
      field(1, { kind: "bool" }, { rule: "oneof", oneof: "choice" }, "yes"),
      field(2, { kind: "bool" }, { rule: "oneof", oneof: "choice" }, "no"),
      field(3, { kind: "bool" }, singular, "sure"),
    ]);
    expect(offsets(layout)).toEqual({ yes: 12, no: 12, sure: 13 });
    expect(layout.oneofs[0]?.extent).toEqual({ size: 1, alignment: 1 });
  });

  it("the 33rd optional field has its bit in a second word", () => {
    const layout = layoutStruct(
      Array.from({ length: 33 }, (_, index) => field(index + 1, { kind: "bool" }, optional)),
    );
    expect(layout.fields[31]?.placement).toEqual({ rule: "optional", presenceOffset: 8, bit: 31 });
    expect(layout.fields[32]?.placement).toEqual({ rule: "optional", presenceOffset: 12, bit: 0 });
    expect(layout.fields[0]?.offset).toBe(16);
  });
});

describe("any message", () => {
  const anyLayout = anyFields.map(layoutStruct);

  it("has members that are aligned, inside it, and never overlap", () => {
    fc.assert(
      fc.property(anyLayout, ({ size, members }) => {
        let end = 0;
        for (const member of members) {
          const { size: bytes, alignment } = extent(member);
          expect(member.offset % alignment).toBe(0);
          expect(member.offset).toBeGreaterThanOrEqual(end);
          end = member.offset + bytes;
        }
        expect(end).toBeLessThanOrEqual(size);
      }),
    );
  });

  it("wastes less than 8 bytes, all of them at its end", () => {
    fc.assert(
      fc.property(anyLayout, ({ size, members }) => {
        const used = members.reduce((sum, member) => sum + extent(member).size, 0);
        expect(size % 8).toBe(0);
        expect(size - used).toBeLessThan(8);
        expect(size).toBeGreaterThanOrEqual(used);
      }),
    );
  });

  it("has every member of a oneof at the start of a storage that holds it, and a word for the case", () => {
    fc.assert(
      fc.property(anyLayout, ({ fields, oneofs }) => {
        for (const { field, offset, placement } of fields) {
          if (placement.rule !== "oneof") continue;
          const { size, alignment } = sizeOf(field);
          expect(oneofs).toContain(placement.oneof);
          expect(offset).toBe(placement.oneof.offset);
          expect(placement.oneof.extent.size).toBeGreaterThanOrEqual(size);
          expect(placement.oneof.extent.alignment).toBeGreaterThanOrEqual(alignment);
        }
      }),
    );
  });

  it("gives every optional field a bit of its own, in order of number", () => {
    fc.assert(
      fc.property(anyLayout, ({ fields, members }) => {
        const words = members.filter(({ part }) => part === "presence").map(({ offset }) => offset);
        const bits = fields.flatMap(({ placement }) =>
          placement.rule === "optional" ? [words.indexOf(placement.presenceOffset) * 32 + placement.bit] : [],
        );
        expect(bits).toEqual(bits.map((_, position) => position));
      }),
    );
  });

  it("keeps the order of groups and numbers", () => {
    // The oracle sorts parts by a key instead of placing them group by group.
    const rank = (member: StructMember) => {
      if (member.part === "presence") return 2;
      if (member.part === "case") return 3;
      if (member.part === "unknown") return 0;
      return { 8: 1, 4: 4, 1: 5 }[extent(member).alignment] ?? Number.NaN;
    };
    fc.assert(
      fc.property(anyLayout, ({ fields, members }) => {
        const numberOf = (member: StructMember) => {
          if (member.part === "field") return member.layout.field.number;
          if (member.part === "unknown" || member.part === "presence") return member.offset;
          const own = fields.filter(
            ({ placement }) => placement.rule === "oneof" && placement.oneof === member.oneof,
          );
          return Math.min(...own.map(({ field }) => field.number));
        };
        const sorted = [...members].sort((a, b) => rank(a) - rank(b) || numberOf(a) - numberOf(b));
        expect(members).toEqual(sorted);
      }),
    );
  });
});

describe("a map entry", () => {
  it.each([
    ["string", "bytes", { stride: 16, valueOffset: 8 }],
    ["bool", "bool", { stride: 2, valueOffset: 1 }],
    ["bool", "double", { stride: 16, valueOffset: 8 }],
    ["int64", "bool", { stride: 16, valueOffset: 8 }],
    ["uint32", "string", { stride: 12, valueOffset: 4 }],
    ["string", "fixed64", { stride: 16, valueOffset: 8 }],
    ["bool", "float", { stride: 8, valueOffset: 4 }],
  ] as const)("of %s and %s", (key, value, expected) => {
    expect(layoutMapEntry(key, { kind: value })).toEqual(expected);
  });
});
