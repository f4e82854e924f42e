import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { FieldKind, FieldType, MessageType } from "../src/runtime/index.ts";

/** Plain content of a message: what `assign` accepts and what `toObject` should return. */
export type Content = { [property: string]: unknown };

export type Random = (from: number, to: number) => number;

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return (from, to) => uniformInt(generator, from, to);
}

/**
 * Random content for every field of a type, limits and specials included. Absent fields are `undefined`; sub-messages
 * are present down to `depth` levels.
 */
export function randomContent(type: MessageType, random: Random, depth: number): Content {
  const content: Content = {};
  for (const field of type.fields) {
    if (field.oneof !== undefined) addMember(content, field.oneof, field, random, depth);
    else content[field.property] = randomField(field, random, depth);
  }
  return content;
}

/** Members of a oneof replace each other with equal chance, so every case comes up. */
function addMember(content: Content, oneof: string, field: FieldType, random: Random, depth: number): void {
  content[oneof] ??= undefined;
  if (random(0, 2) === 0 || (field.kind === "message" && depth === 0)) return;
  content[oneof] = { case: field.property, value: randomValue(field.kind, field, random, depth) };
}

function randomField(field: FieldType, random: Random, depth: number): unknown {
  if (field.rule === "repeated") {
    const count = field.kind === "message" ? (depth === 0 ? 0 : random(0, 3)) : random(0, 9);
    return Array.from({ length: count }, () => randomValue(field.kind, field, random, depth));
  }
  if (field.rule === "map") {
    const count = field.kind === "message" ? (depth === 0 ? 0 : random(0, 3)) : random(0, 6);
    const key = field.key ?? "string";
    return new Map(
      Array.from({ length: count }, () => [
        randomValue(key, field, random, depth),
        randomValue(field.kind, field, random, depth),
      ]),
    );
  }
  const mayBeAbsent = field.rule === "optional" || field.kind === "message";
  if (mayBeAbsent && (random(0, 3) === 0 || (field.kind === "message" && depth === 0))) return undefined;
  return randomValue(field.kind, field, random, depth);
}

/** A value that a field of a kind may hold, limits and specials included. */
export function randomValue(kind: FieldKind, field: FieldType, random: Random, depth: number): unknown {
  switch (kind) {
    case "double":
      return pick(random, [
        0,
        -0,
        1.5,
        Math.PI,
        -1e308,
        5e-324,
        Number.POSITIVE_INFINITY,
        Number.NaN,
        random(-1e6, 1e6),
      ]);
    case "float":
      return Math.fround(
        pick(random, [0, -0, 0.1, -3.4e38, 1e-45, Number.NEGATIVE_INFINITY, Number.NaN, random(-1e6, 1e6)]),
      );
    case "int32":
    case "sint32":
    case "sfixed32":
      return pick(random, [0, -1, 2 ** 31 - 1, -(2 ** 31), random(-1e9, 1e9)]);
    case "uint32":
    case "fixed32":
      return pick(random, [0, 1, 2 ** 32 - 1, 2 ** 31, random(0, 1e9)]);
    case "int64":
    case "sint64":
    case "sfixed64":
      return pick<number | bigint>(random, [
        0,
        -1,
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
        2n ** 63n - 1n,
        -(2n ** 63n),
        random(-1e9, 1e9),
        random(-1e6, 1e6) * 2 ** 32 + random(0, 1e9),
      ]);
    case "uint64":
    case "fixed64":
      return pick<number | bigint>(random, [
        0,
        2 ** 32,
        Number.MAX_SAFE_INTEGER,
        2n ** 64n - 1n,
        2n ** 53n,
        random(0, 1e9),
      ]);
    case "bool":
      return random(0, 1) === 1;
    case "string":
      return randomText(random);
    case "bytes":
      return Uint8Array.from({ length: random(0, 40) }, () => random(0, 255));
    case "enum":
      return pick(random, [...(field.enumValues ?? []), 123456]);
    case "message":
      return randomContent(messageOf(field), random, depth - 1);
  }
}

function randomText(random: Random): string {
  const alphabet = pick(random, ["abcdefghij XYZ-09~\u0000", "äöüßéñ", "日本語テキスト", "👩‍🚀🚀😀𝒳"]);
  const characters = [...alphabet];
  const length = pick(random, [0, 1, 7, 15, 16, 17, 40, random(0, 300)]);
  return Array.from({ length }, () => pick(random, characters)).join("");
}

export function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random(0, values.length - 1)];
  if (value === undefined) throw new Error("there is nothing to pick from");
  return value;
}

function messageOf(field: FieldType): MessageType {
  if (field.message === undefined) throw new Error(`${field.name} is a message field without a type`);
  return field.message();
}

/** What `toObject` should return after `content` was assigned to a fresh message: the same, nested content likewise. */
export function normalContent(type: MessageType, content: Content): Content {
  const normal: Content = {};
  for (const field of type.fields) {
    if (field.oneof === undefined) normal[field.property] = normalField(field, content[field.property]);
    else normal[field.oneof] ??= normalMember(field, content[field.oneof]);
  }
  return normal;
}

function normalMember(field: FieldType, member: unknown): unknown {
  if (!isContent(member) || member["case"] !== field.property) return undefined;
  return { case: field.property, value: normalValue(field, member["value"]) };
}

function normalField(field: FieldType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => normalValue(field, element));
  if (value instanceof Map)
    return new Map([...value].map(([key, entry]) => [key, normalValue(field, entry)]));
  return value === undefined ? undefined : normalValue(field, value);
}

function normalValue(field: FieldType, value: unknown): unknown {
  return field.kind === "message" && isContent(value) ? normalContent(messageOf(field), value) : value;
}

function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null;
}
