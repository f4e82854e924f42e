import { beginCopy, countCopied } from "./copy-allowance.ts";
import { MapView } from "./map-view.ts";
import type { FieldType, MessageType } from "./message-type.ts";
import { Repeated } from "./repeated/repeated.ts";
import { readBlob } from "./text.ts";
import { MessageView } from "./view.ts";

const start = 0x53545241;
const absent = 0xffffffff;
const encoder = new TextEncoder();
const scratch = new DataView(new ArrayBuffer(8));

/**
 * The checksum of docs/layout.md over every field of a message and its sub-messages, taken through the properties of
 * its view: what JavaScript sees, to be compared with what Rust computes from the bytes.
 *
 * Throws CORRUPT when messages refer to the same ones again and again.
 */
export function checksum(view: MessageView, type: MessageType): number {
  beginCopy(view.$slab.arena);
  return messageChecksum(view, type);
}

function messageChecksum(view: MessageView, type: MessageType): number {
  countCopied(view.$slab.arena, type.size);
  let hash = start;
  for (const field of type.fields) hash = mixField(hash, view, field);
  return mixBytes(mix(hash, 0), readBlob(view.$slab, view.$word)) >>> 0;
}

function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function mixField(hash: number, view: MessageView, field: FieldType): number {
  const mixed = mix(hash, field.number);
  const value: unknown = Reflect.get(view, is64Bit(field) ? `${field.property}AsBigInt` : field.property);
  if (value instanceof Repeated) {
    let elements = mix(mixed, value.length);
    for (const element of value) elements = mixValue(elements, field, field.kind, element);
    return elements;
  }
  if (value instanceof MapView) return mixMap(mixed, field, value);
  const hasPresence = field.rule !== "singular" || field.kind === "message";
  if (!hasPresence) return mixValue(mixed, field, field.kind, value);
  if (value === undefined) return mix(mixed, absent);
  return mixValue(mix(mixed, 1), field, field.kind, value);
}

function mixMap(hash: number, field: FieldType, entries: Iterable<[unknown, unknown]>): number {
  let count = 0;
  let sum = 0;
  for (const [key, value] of entries) {
    const keyed = mixValue(start, field, field.key ?? mistyped(field, key), key);
    sum = (sum + mixValue(keyed, field, field.kind, value)) | 0;
    count++;
  }
  return mix(mix(hash, count), sum);
}

function mixValue(hash: number, field: FieldType, kind: FieldType["kind"], value: unknown): number {
  if (kind === "double" && typeof value === "number") {
    scratch.setFloat64(0, value, true);
    if (Number.isNaN(value)) scratch.setBigUint64(0, 0x7ff8000000000000n, true);
    return mix(mix(hash, scratch.getUint32(0, true)), scratch.getUint32(4, true));
  }
  if (kind === "float" && typeof value === "number") {
    scratch.setFloat32(0, value, true);
    return mix(hash, Number.isNaN(value) ? 0x7fc00000 : scratch.getUint32(0, true));
  }
  if (typeof value === "number" && !kind.endsWith("64")) return mix(hash, value);
  if (typeof value === "number" || typeof value === "bigint") {
    const bits = BigInt.asUintN(64, BigInt(value));
    return mix(mix(hash, Number(bits & 0xffffffffn)), Number(bits >> 32n));
  }
  if (typeof value === "boolean") return mix(hash, value ? 1 : 0);
  if (typeof value === "string") return mixBytes(hash, encoder.encode(value));
  if (value instanceof Uint8Array) return mixBytes(hash, value);
  if (value instanceof MessageView && field.message !== undefined)
    return mix(hash, messageChecksum(value, field.message()));
  return mistyped(field, value);
}

function mixBytes(hash: number, bytes: Uint8Array): number {
  let mixed = mix(hash, bytes.length);
  const padded = new Uint8Array((bytes.length + 3) & ~3);
  padded.set(bytes);
  const words = new DataView(padded.buffer);
  for (let byte = 0; byte < padded.length; byte += 4) mixed = mix(mixed, words.getUint32(byte, true));
  return mixed;
}

/** Singular 64-bit properties refuse integers beyond 2⁵³ as numbers; their bigint twins do not. */
function is64Bit(field: FieldType): boolean {
  return field.rule !== "repeated" && field.rule !== "map" && field.kind.endsWith("64");
}

function mistyped(field: FieldType, value: unknown): never {
  throw new TypeError(`${field.name} is declared as ${field.kind} but its property holds ${typeof value}`);
}
