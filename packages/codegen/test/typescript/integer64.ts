import type { Slab } from "./arena.ts";

export function refuseInteger(field: string, kind: string, value: unknown): never {
  throw new RangeError(`${field}: ${String(value)} is not an ${kind}`);
}

export function refuseType(field: string, expected: string, value: unknown): never {
  throw new TypeError(`${field}: ${typeof value} is no ${expected}`);
}
export function checkInt64(value: number | bigint, field: string): void {
  if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) refuseInteger(field, "int64", value);
}
export function checkUint64(value: number | bigint, field: string): void {
  if (BigInt.asUintN(64, BigInt(value)) !== BigInt(value)) refuseInteger(field, "uint64", value);
}
function view64(slab: Slab, word: number): DataView {
  return new DataView(slab.u8.buffer, 4 * word, 8);
}
export function readBigInt64(slab: Slab, word: number): bigint {
  return view64(slab, word).getBigInt64(0, true);
}
export function readBigUint64(slab: Slab, word: number): bigint {
  return view64(slab, word).getBigUint64(0, true);
}
function either(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
export function readAnyInt64(slab: Slab, word: number): number | bigint {
  return either(readBigInt64(slab, word));
}
export function readAnyUint64(slab: Slab, word: number): number | bigint {
  return either(readBigUint64(slab, word));
}
export function writeInt64(slab: Slab, word: number, value: number | bigint, field: string): void {
  if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) refuseInteger(field, "int64", value);
  view64(slab, word).setBigInt64(0, BigInt(value), true);
}
export function writeUint64(slab: Slab, word: number, value: number | bigint, field: string): void {
  if (BigInt.asUintN(64, BigInt(value)) !== BigInt(value)) refuseInteger(field, "uint64", value);
  view64(slab, word).setBigUint64(0, BigInt(value), true);
}
