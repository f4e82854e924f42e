/** One operation on one field, done to the message and to its model. */
import { isDeepStrictEqual } from "node:util";
import { type FieldType, MapView, Repeated } from "../../src/runtime/index.ts";
import type { AnyMessage } from "../any-message.ts";
import { asAnyMessage } from "../any-message.ts";
import { type Content, pick, type Random, randomContent, randomValue } from "../random-content.ts";
import {
  asContent,
  assignContent,
  defaultOf,
  emptyContent,
  heldIn,
  readBack,
  typeOf,
  written,
  writtenMap,
} from "./content-model.ts";

/** Levels of messages in content that is assigned. */
const depth = 1;
const longestList = 40;
const largestMap = 25;

/** Does something to `field`. Returns what, for the report of a failure. */
export function changeField(message: AnyMessage, content: Content, field: FieldType, random: Random): string {
  if (field.rule === "repeated") return changeList(message, content, field, random);
  if (field.rule === "map") return changeMap(message, content, field, random);
  if (field.rule === "oneof") return changeMember(message, content, field, field.oneof ?? "", random);
  if (field.kind === "message") return changeChild(message, content, field, random);
  return changeValue(message, content, field, random);
}

/** Compares what is read with the model. */
export function expectEqual(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`${what}: found ${show(found)}, and should be ${show(expected)}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, part) =>
    typeof part === "bigint" ? `${part}n` : part instanceof Map ? [...part] : part,
  );
  return String(text).slice(0, 500);
}

/** A value of a field's kind, text of every script and with lone surrogates among it. */
function anyValue(field: FieldType, random: Random): unknown {
  if (field.kind === "string" && random(0, 3) === 0) return strangeText(random);
  return randomValue(field.kind, field, random, depth);
}

function strangeText(random: Random): string {
  const parts = [
    "\ud800",
    "\udfff",
    "\u0000",
    "😀",
    "𝒳",
    "é",
    "中",
    "a",
    " ".repeat(17),
    "\uffff",
    "\u0080",
    "👩‍🚀",
  ];
  return Array.from({ length: random(0, 12) }, () => pick(random, parts)).join("");
}

function anyKey(field: FieldType, random: Random): unknown {
  if (field.key === "string")
    return pick(random, ["", "a", "b", "key", "schlüssel", "鍵", "\ud800", "a longer key than that"]);
  if (field.key?.endsWith("64") && random(0, 2) === 0) return BigInt(random(0, 5));
  if (field.key !== "bool" && random(0, 1) === 0) return random(0, 5);
  return randomValue(field.key ?? "string", field, random, 0);
}

function call(message: AnyMessage, method: string, ...values: unknown[]): unknown {
  const member: unknown = Reflect.get(message, method);
  if (typeof member !== "function") throw new Error(`there is no ${method}`);
  return Reflect.apply(member, message, values);
}

const verb = (property: string) => property.charAt(0).toUpperCase() + property.slice(1);

function changeValue(message: AnyMessage, content: Content, field: FieldType, random: Random): string {
  const { property } = field;
  if (random(0, 4) === 0) {
    if (field.rule === "optional" && random(0, 1) === 0) Reflect.set(message, property, undefined);
    else message.arena.native.clearField(message.handle, field.number);
    content[property] = defaultOf(field);
    return `clear ${property}`;
  }
  const value = anyValue(field, random);
  Reflect.set(message, property, value);
  content[property] = readBack(field.kind, value);
  const twin = field.kind.endsWith("64") ? `${property}AsBigInt` : property;
  const expected = field.kind.endsWith("64")
    ? BigInt(Number.isInteger(value) ? Number(value) : String(value))
    : content[property];
  expectEqual(Reflect.get(message, twin), expected, property);
  return `set ${property}`;
}

function changeChild(message: AnyMessage, content: Content, field: FieldType, random: Random): string {
  const { property } = field;
  switch (random(0, 3)) {
    case 0: {
      call(message, `clear${verb(property)}`);
      content[property] = undefined;
      return `clear ${property}`;
    }
    case 1: {
      const init = randomContent(typeOf(field), random, depth);
      message.assign({ [property]: init });
      content[property] ??= emptyContent(typeOf(field));
      assignContent(typeOf(field), asContent(content[property]), init);
      return `assign ${property}`;
    }
    default: {
      call(message, `ensure${verb(property)}`);
      content[property] ??= emptyContent(typeOf(field));
      return `ensure ${property}`;
    }
  }
}

function changeMember(
  message: AnyMessage,
  content: Content,
  field: FieldType,
  oneof: string,
  random: Random,
): string {
  const { property } = field;
  if (random(0, 5) === 0) {
    call(message, `clear${verb(oneof)}`);
    content[oneof] = undefined;
    return `clear ${oneof}`;
  }
  if (field.kind === "message") {
    call(message, `ensure${verb(property)}`);
    if (heldIn(field, content) === undefined)
      content[oneof] = { case: property, value: emptyContent(typeOf(field)) };
    return `ensure ${property}`;
  }
  if (random(0, 8) === 0) {
    Reflect.set(message, property, undefined);
    if (heldIn(field, content) !== undefined) content[oneof] = undefined;
    return `unset ${property}`;
  }
  const value = anyValue(field, random);
  Reflect.set(message, property, value);
  content[oneof] = { case: property, value: readBack(field.kind, value) };
  expectEqual(Reflect.get(message, `${oneof}Case`), property, `${oneof}Case`);
  return `set ${property} of ${oneof}`;
}

function changeList(message: AnyMessage, content: Content, field: FieldType, random: Random): string {
  const { property } = field;
  const list: unknown = Reflect.get(message, property);
  const model: unknown = content[property];
  if (!(list instanceof Repeated) || !Array.isArray(model)) throw new Error(`${property} is no list`);
  const choice = model.length >= longestList ? 9 : random(0, 9);
  if (choice < 4) {
    const value = anyValue(field, random);
    list.push(value);
    model.push(written(field, value));
    return `push to ${property}`;
  }
  if (choice < 7 && model.length > 0) {
    const at = random(0, model.length - 1);
    const value = anyValue(field, random);
    list.set(at, value);
    model[at] = written(field, value);
    if (field.kind !== "message") expectEqual(list.at(at), model[at], `${property}[${at}]`);
    return `set ${property}[${at}]`;
  }
  if (choice === 7) {
    const values = Array.from({ length: random(0, 12) }, () => anyValue(field, random));
    list.assign(values);
    content[property] = values.map((value) => written(field, value));
    return `assign ${property}`;
  }
  if (choice === 8) {
    expectEqual(list.length, model.length, `${property}.length`);
    if (field.kind !== "message") expectEqual(list.toArray(), model, property);
    return `read ${property}`;
  }
  list.clear();
  content[property] = [];
  return `clear ${property}`;
}

function changeMap(message: AnyMessage, content: Content, field: FieldType, random: Random): string {
  const { property } = field;
  const map: unknown = Reflect.get(message, property);
  const model: unknown = content[property];
  if (!(map instanceof MapView) || !(model instanceof Map)) throw new Error(`${property} is no map`);
  const key = anyKey(field, random);
  const modelKey = readBack(field.key ?? "string", key);
  const choice = model.size >= largestMap ? 11 : random(0, 11);
  if (choice < 5) {
    const value = anyValue(field, random);
    map.set(key, value);
    model.set(modelKey, written(field, value));
    return `set ${property}`;
  }
  if (choice < 8) {
    expectEqual(map.delete(key), model.delete(modelKey), `${property}.delete`);
    return `delete from ${property}`;
  }
  if (choice < 10) {
    const found: unknown = map.get(key);
    const plain =
      field.kind === "message" && found !== undefined ? asAnyMessage(asView(found)).toObject() : found;
    expectEqual(plain, model.get(modelKey), `${property}.get`);
    expectEqual(map.has(key), model.has(modelKey), `${property}.has`);
    expectEqual(map.size, model.size, `${property}.size`);
    return `get from ${property}`;
  }
  if (choice === 10) {
    const entries = Array.from(
      { length: random(0, 6) },
      () => [anyKey(field, random), anyValue(field, random)] as const,
    );
    map.assign(entries);
    content[property] = writtenMap(field, entries);
    return `assign ${property}`;
  }
  map.clear();
  content[property] = new Map();
  return `clear ${property}`;
}

function asView(value: unknown): AnyMessage {
  if (typeof value === "object" && value !== null && "toObject" in value && "handle" in value) {
    return Object(value);
  }
  throw new Error("a map of messages should give views");
}
