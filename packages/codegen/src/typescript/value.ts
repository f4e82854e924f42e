import type { ValueType } from "../descriptor/schema.ts";
import type { FileScope } from "./file-scope.ts";
import { type Family, familyOf } from "./kinds.ts";

/** Expressions for the slab and the struct's first word. */
export type Base = { readonly slab: string; readonly word: string };

/** In an accessor. */
export const viewBase: Base = { slab: "this.$slab", word: "this.$word" };
/** In a function that has taken both into constants. */
export const localBase: Base = { slab: "slab", word: "word" };

/** The code for one value outside of any message: a scalar, enum, string or bytes at a fixed offset of a struct. */
export type ValueCode = {
  /** What a getter returns, what a setter accepts, and what a plain object holds. */
  readonly type: string;
  readonly written: string;
  readonly plain: string;
  /** The expression of a getter, and of a plain object. */
  readonly read: (base: Base) => string;
  readonly readPlain: (base: Base) => string;
  /** Whether `readPlain` calls a function. */
  readonly calls: boolean;
  /** The expression of the getter that returns a bigint, for 64-bit integers. */
  readonly readBigInt: ((base: Base) => string) | undefined;
  /** A statement that throws for a value that the kind cannot hold. */
  readonly check: string | undefined;
  /** The same where `write` does so by itself, for a place that has to be emptied before. */
  readonly checkAhead: () => string;
  /** A statement that stores the constant `value`. */
  readonly write: (base: Base) => string;
  /** A statement that gives back what the value owns and leaves it at its default. */
  readonly clear: (base: Base) => string;
};

/** @param label - class and property, which errors name */
export function valueCode(
  type: ValueType,
  offset: number,
  label: string,
  typeId: number,
  scope: FileScope,
): ValueCode {
  const family = familyOf(type.kind);
  const types = typesOf(type, family, scope);
  const quoted = JSON.stringify(label);
  switch (family) {
    case "int64":
    case "uint64": {
      const name = family === "int64" ? "Int64" : "Uint64";
      const call = (verb: string, { slab, word }: Base, rest = "") =>
        `${scope.runtime(verb)}(${slab}, ${wordAt(word, offset)}${rest})`;
      return {
        ...types,
        read: ({ slab, word }) => `${slab}.read${name}(${wordAt(word, offset)}, ${quoted})`,
        readPlain: (base) => call(`readAny${name}`, base),
        calls: true,
        readBigInt: (base) => call(`readBig${name}`, base),
        check: undefined,
        checkAhead: () => `${scope.runtime(`check${name}`)}(value, ${quoted});`,
        write: (base) => `${call(`write${name}`, base, `, value, ${quoted}`)};`,
        clear: ({ slab, word }) => `${slab}.f64[${doubleAt(word, offset)}] = 0;`,
      };
    }
    case "string": {
      const read = ({ slab, word }: Base) => `${slab}.readText(${wordAt(word, offset)})`;
      return {
        ...types,
        read,
        readPlain: read,
        calls: true,
        readBigInt: undefined,
        check: undefined,
        checkAhead: () => `${scope.runtime("checkText")}(value, ${quoted});`,
        write: ({ slab, word }) =>
          `if (!${slab}.writeShort(${wordAt(word, offset)}, value)) ${scope.runtime("writeText")}(${slab}, this.$slots, this.$index, ${wordAt(word, offset)}, value, ${typeId}, ${quoted});`,
        clear: (base) => clearSpan(base, offset, typeId, scope),
      };
    }
    case "bytes": {
      const read = ({ slab, word }: Base) => `${scope.runtime("readBlob")}(${slab}, ${wordAt(word, offset)})`;
      const check = `${scope.runtime("checkBlob")}(value, ${quoted});`;
      return {
        ...types,
        read,
        readPlain: read,
        calls: true,
        readBigInt: undefined,
        check,
        checkAhead: () => check,
        write: ({ slab, word }) =>
          `${scope.runtime("writeBlob")}(${slab}, this.$slots, this.$index, ${wordAt(word, offset)}, value, ${typeId});`,
        clear: (base) => clearSpan(base, offset, typeId, scope),
      };
    }
    default: {
      const cell = (base: Base) => cellAt(family, offset, base);
      const isBool = family === "bool";
      const read = (base: Base) => (isBool ? `${cell(base)} !== 0` : `${cell(base)} as number`);
      const check = checkOf(family, type.kind, quoted, scope);
      return {
        ...types,
        read,
        readPlain: read,
        calls: false,
        readBigInt: undefined,
        check,
        checkAhead: () => check,
        write: (base) => `${cell(base)} = ${isBool ? "value ? 1 : 0" : "value"};`,
        clear: (base) => `${cell(base)} = 0;`,
      };
    }
  }
}

/** Index of the word at a byte offset. */
export function wordAt(word: string, offset: number): string {
  return `${word} + ${offset / 4}`;
}

function clearSpan({ slab, word }: Base, offset: number, typeId: number, scope: FileScope): string {
  return `${scope.runtime("clearSpan")}(${slab}, ${wordAt(word, offset)}, ${typeId});`;
}

function doubleAt(word: string, offset: number): string {
  return `(${word} >> 1) + ${offset / 8}`;
}

function cellAt(
  family: "double" | "float" | "int32" | "uint32" | "bool",
  offset: number,
  base: Base,
): string {
  const { slab, word } = base;
  switch (family) {
    case "double":
      return `${slab}.f64[${doubleAt(word, offset)}]`;
    case "float":
      return `${slab}.f32[${wordAt(word, offset)}]`;
    case "int32":
      return `${slab}.i32[${wordAt(word, offset)}]`;
    case "uint32":
      return `${slab}.u32[${wordAt(word, offset)}]`;
    case "bool":
      return `${slab}.u8[(${word} << 2) + ${offset}]`;
  }
}

/** The types come first: an operator would call methods of an object, which may do anything, and fails on a bigint. */
function checkOf(family: Family, kind: string, label: string, scope: FileScope): string {
  const integer = () => `${scope.runtime("refuseInteger")}(${label}, ${JSON.stringify(kind)}, value);`;
  const type = (expected: string) => `${scope.runtime("refuseType")}(${label}, "${expected}", value);`;
  if (family === "int32") return `if (typeof value !== "number" || (value | 0) !== value) ${integer()}`;
  if (family === "uint32") return `if (typeof value !== "number" || value >>> 0 !== value) ${integer()}`;
  const expected = family === "bool" ? "boolean" : "number";
  return `if (typeof value !== "${expected}") ${type(expected)}`;
}

function typesOf(
  type: ValueType,
  family: Family,
  scope: FileScope,
): Pick<ValueCode, "type" | "written" | "plain"> {
  if (family === "int64" || family === "uint64") {
    return { type: "number", written: "number | bigint", plain: "number | bigint" };
  }
  const name = type.kind === "enum" ? scope.enumType(type.name) : plainTypeName(family, scope);
  return { type: name, written: name, plain: name };
}

/** The type of a value as it is read in a list, a map or a plain object. */
export function elementType(type: ValueType, scope: FileScope): string {
  return typesOf(type, familyOf(type.kind), scope).plain;
}

function plainTypeName(family: Family, scope: FileScope): string {
  switch (family) {
    case "bool":
      return "boolean";
    case "string":
      return "string";
    case "bytes":
      return scope.global("Uint8Array");
    default:
      return "number";
  }
}

/** An expression as a branch of a conditional expression. */
export function asBranch(expression: string): string {
  return expression.includes(" as ") || expression.includes(" !== ") ? `(${expression})` : expression;
}
