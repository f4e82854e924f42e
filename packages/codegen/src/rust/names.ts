import type { Schema, SchemaFile } from "../descriptor/schema.ts";
import type { StructLayout, StructMember } from "../layout/struct.ts";
import { NameScope, pathIdentifier } from "../names.ts";

/** Keywords that may stand as raw identifiers, strict and reserved, up to edition 2024. */
const rawKeywords = new Set(
  (
    "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in " +
    "let loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe " +
    "unsized use virtual where while yield"
  ).split(" "),
);

/** Keywords that may not, and the pattern `_`. */
const otherKeywords = new Set(["self", "Self", "super", "crate", "_"]);

/** Types without a path that generated code uses, so that no message may hide them. */
const primitives = "bool u8 u16 u32 u64 i8 i16 i32 i64 f32 f64 str usize isize".split(" ");

/** A name of the schema as a Rust identifier, raw or with an underscore behind it where it is a keyword. */
export function rustIdentifier(name: string): string {
  if (rawKeywords.has(name)) return `r#${name}`;
  return otherKeywords.has(name) ? `${name}_` : name;
}

/**
 * The module of a proto file: its path without ending, as one identifier.
 *
 * @example moduleName("strait/stress/v1/market.proto") === "strait_stress_v1_market"
 */
export function moduleName(path: string): string {
  const name = pathIdentifier(path);
  return rustIdentifier(name === "mod" ? "mod_" : name);
}

/** A message or enum in Rust. */
export type RustType = { readonly module: string; readonly name: string };

/** The module of a schema file, with the names of its types. */
export type RustModule = {
  readonly source: SchemaFile;
  readonly module: string;
  readonly names: readonly string[];
};

export type RustNames = {
  /** By module name. */
  readonly modules: readonly RustModule[];
  /** By full name; throws RangeError for a name that the schema does not have. */
  readonly type: (fullName: string) => RustType;
};

export function nameRust(schema: Schema): RustNames {
  const types = new Map<string, RustType>();
  const modules = schema.files.map((source): RustModule => {
    const module = moduleName(source.path);
    const declared = [...source.messages, ...source.enums];
    const scope = new NameScope([...primitives, ...declared.map(({ typeName }) => typeName)]);
    const names = declared.map(({ fullName, typeName }) => {
      const name = primitives.includes(typeName) ? scope.claim(typeName) : memberIdentifier(typeName, scope);
      types.set(fullName, { module, name });
      return name;
    });
    return { source, module, names };
  });
  return {
    modules: modules.sort((a, b) => (a.module < b.module ? -1 : 1)),
    type: (fullName) => {
      const type = types.get(fullName);
      if (type === undefined) throw new RangeError(`the schema has no ${fullName}`);
      return type;
    },
  };
}

/** A name that `scope` has reserved already, as an identifier; keywords that cannot be raw get a new name. */
export function memberIdentifier(name: string, scope: NameScope): string {
  return otherKeywords.has(name) ? scope.claim(name) : rustIdentifier(name);
}

/** The members of a struct with their names. Fields and oneofs keep theirs; what the layout adds makes way for them. */
export function namedMembers({
  fields,
  members,
  oneofs,
}: StructLayout): { member: StructMember; name: string }[] {
  const scope = new NameScope([...fields.map(({ field }) => field.name), ...oneofs.map(({ name }) => name)]);
  const nameOf = (member: StructMember): string => {
    switch (member.part) {
      case "unknown":
        return scope.claim("unknown_fields");
      case "field":
        return memberIdentifier(member.layout.field.name, scope);
      case "presence":
        return scope.claim(`presence_${member.index}`);
      case "case":
        return scope.claim(`${member.oneof.name}_case`);
      case "storage":
        return memberIdentifier(member.oneof.name, scope);
    }
  };
  return members.map((member) => ({ member, name: nameOf(member) }));
}

/** What a message has beside the constants of its fields. */
const associatedConstants = ["LAYOUT", "TYPE_ID", "_"];

/** The constant for each field that may be absent though it is no message, by its number: its name in capitals. */
export function fieldConstants({ fields }: StructLayout): ReadonlyMap<number, string> {
  const scope = new NameScope(associatedConstants);
  return new Map(
    fields
      .filter(({ placement }) => placement.rule === "oneof" || placement.rule === "optional")
      .map(({ field }) => [
        field.number,
        scope.claim(field.name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toUpperCase()),
      ]),
  );
}
