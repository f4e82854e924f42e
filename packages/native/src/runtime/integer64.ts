import { ArenaError, refuseUnsafe, shown } from "./errors.ts";
import type { Slab } from "./slab.ts";

const highUnit = 2 ** 32;
const lowUnit = 2 ** -32;
/** The largest high word of a uint64 below 2⁵³. */
const largestSafeHigh = 2 ** 21 - 1;

/** Throws UNSAFE_INTEGER beyond ±(2⁵³ − 1), where the high word alone does not tell. */
export function refuseUnsafeInt64(slab: Slab, word: number, field: string): void {
  const value = (slab.i32[word + 1] as number) * highUnit + (slab.u32[word] as number);
  if (!Number.isSafeInteger(value)) refuseUnsafe(field, readBigInt64(slab, word));
}

/** Throws UNSAFE_INTEGER. */
export function refuseUnsafeUint64(slab: Slab, word: number, field: string): never {
  refuseUnsafe(field, readBigUint64(slab, word));
}

export function readBigInt64(slab: Slab, word: number): bigint {
  return (BigInt(slab.i32[word + 1] as number) << 32n) | BigInt(slab.u32[word] as number);
}

export function readBigUint64(slab: Slab, word: number): bigint {
  return (BigInt(slab.u32[word + 1] as number) << 32n) | BigInt(slab.u32[word] as number);
}

/** Reads an int64 as a number where that is exact, as a bigint otherwise. */
export function readAnyInt64(slab: Slab, word: number): number | bigint {
  const high = slab.i32[word + 1] as number;
  const value = high * highUnit + (slab.u32[word] as number);
  return Number.isSafeInteger(value) ? value : readBigInt64(slab, word);
}

/** Reads a uint64 as a number where that is exact, as a bigint otherwise. */
export function readAnyUint64(slab: Slab, word: number): number | bigint {
  const high = slab.u32[word + 1] as number;
  return high <= largestSafeHigh ? high * highUnit + (slab.u32[word] as number) : readBigUint64(slab, word);
}

/** Throws INVALID_VALUE for what is no signed 64-bit integer. */
export function checkInt64(value: number | bigint, field: string): void {
  const fits = typeof value === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
  if (!fits) refuse64(field, "int64", value);
}

/** Throws INVALID_VALUE for what is no unsigned 64-bit integer. */
export function checkUint64(value: number | bigint, field: string): void {
  const fits =
    typeof value === "bigint"
      ? BigInt.asUintN(64, value) === value
      : Number.isSafeInteger(value) && value >= 0;
  if (!fits) refuse64(field, "uint64", value);
}

/** Writes a signed 64-bit integer. Throws INVALID_VALUE for what is not one. */
export function writeInt64(slab: Slab, word: number, value: number | bigint, field: string): void {
  if (typeof value === "bigint") {
    if (BigInt.asIntN(64, value) !== value) refuse64(field, "int64", value);
    writeBigInt(slab, word, value);
  } else {
    if (!Number.isSafeInteger(value)) refuse64(field, "int64", value);
    slab.i32[word + 1] = Math.floor(value * lowUnit);
    slab.u32[word] = value >>> 0;
  }
}

/** Writes an unsigned 64-bit integer. Throws INVALID_VALUE for what is not one. */
export function writeUint64(slab: Slab, word: number, value: number | bigint, field: string): void {
  if (typeof value === "bigint") {
    if (BigInt.asUintN(64, value) !== value) refuse64(field, "uint64", value);
    writeBigInt(slab, word, value);
  } else {
    if (!Number.isSafeInteger(value) || value < 0) refuse64(field, "uint64", value);
    slab.u32[word + 1] = Math.floor(value * lowUnit);
    slab.u32[word] = value >>> 0;
  }
}

function writeBigInt(slab: Slab, word: number, value: bigint): void {
  slab.u32[word] = Number(BigInt.asUintN(32, value));
  slab.u32[word + 1] = Number(BigInt.asUintN(32, value >> 32n));
}

function refuse64(field: string, kind: string, value: unknown): never {
  throw new ArenaError(
    "INVALID_VALUE",
    `${field}: ${shown(value)} is no exact ${kind}; pass a safe integer or a bigint in its range`,
  );
}
