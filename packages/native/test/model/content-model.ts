/** What a message holds, as the plain object that `toObject` should return, and what writes do to it. */
import type { FieldKind, FieldType, MessageType } from "../../src/runtime/index.ts";
import type { Content } from "../random-content.ts";

/** A message with every field at its default. */
export function emptyContent(type: MessageType): Content {
  const content: Content = {};
  for (const field of type.fields) {
    if (field.oneof !== undefined) content[field.oneof] = undefined;
    else content[field.property] = defaultOf(field);
  }
  return content;
}

/** What a field holds when it was never set. */
export function defaultOf(field: FieldType): unknown {
  if (field.rule === "repeated") return [];
  if (field.rule === "map") return new Map();
  if (field.rule === "optional" || field.kind === "message") return undefined;
  switch (field.kind) {
    case "string":
      return "";
    case "bytes":
      return new Uint8Array(0);
    case "bool":
      return false;
    default:
      return 0;
  }
}

/** A value as it is read back: text without lone surrogates, 64-bit integers as numbers where those are exact. */
export function readBack(kind: FieldKind, value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  if (kind === "bytes" && value instanceof Uint8Array) return value.slice();
  return value;
}

/** The type of a message field. */
export function typeOf(field: FieldType): MessageType {
  if (field.message === undefined) throw new Error(`${field.name} is a message field without a type`);
  return field.message();
}

/** What a new element, map value or oneof member holds after it was written from `value`. */
export function written(field: FieldType, value: unknown): unknown {
  if (field.kind !== "message") return readBack(field.kind, value);
  const content = emptyContent(typeOf(field));
  assignContent(typeOf(field), content, asContent(value));
  return content;
}

/** Does to a model what `assign` does to a message. */
export function assignContent(type: MessageType, content: Content, init: Content): void {
  for (const field of type.fields) {
    if (field.oneof !== undefined) {
      assignMember(field, field.oneof, content, init[field.oneof]);
      continue;
    }
    const value = init[field.property];
    if (value === undefined) continue;
    if (Array.isArray(value)) content[field.property] = value.map((element) => written(field, element));
    else if (value instanceof Map) content[field.property] = writtenMap(field, value);
    else if (field.kind === "message") {
      content[field.property] ??= emptyContent(typeOf(field));
      assignContent(typeOf(field), asContent(content[field.property]), asContent(value));
    } else content[field.property] = readBack(field.kind, value);
  }
}

function assignMember(field: FieldType, oneof: string, content: Content, member: unknown): void {
  if (!isContent(member) || member["case"] !== field.property) return;
  const before = content[oneof];
  if (field.kind === "message" && isContent(before) && before["case"] === field.property) {
    assignContent(typeOf(field), asContent(before["value"]), asContent(member["value"]));
    return;
  }
  content[oneof] = { case: field.property, value: written(field, member["value"]) };
}

export function writtenMap(
  field: FieldType,
  entries: Iterable<readonly [unknown, unknown]>,
): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const [key, value] of entries) map.set(readBack(field.key ?? "string", key), written(field, value));
  return map;
}

/** Messages of each type in a message, itself included, added to `counts` by type id. */
export function countMessages(type: MessageType, content: Content, counts: number[]): void {
  counts[type.id] = (counts[type.id] ?? 0) + 1;
  for (const field of type.fields) {
    if (field.kind !== "message") continue;
    for (const child of childrenOf(field, content)) countMessages(typeOf(field), child, counts);
  }
}

/** The sub-messages in one field. */
export function childrenOf(field: FieldType, content: Content): Content[] {
  const held = heldIn(field, content);
  if (Array.isArray(held)) return held.map(asContent);
  if (held instanceof Map) return [...held.values()].map(asContent);
  return isContent(held) ? [held] : [];
}

/** What a field holds; of a oneof's member, undefined unless it is set. */
export function heldIn(field: FieldType, content: Content): unknown {
  if (field.oneof === undefined) return content[field.property];
  const member = content[field.oneof];
  return isContent(member) && member["case"] === field.property ? member["value"] : undefined;
}

export function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null;
}

export function asContent(value: unknown): Content {
  if (isContent(value)) return value;
  throw new Error(`a message should be here, not ${String(value)}`);
}
