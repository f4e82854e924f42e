import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { floorFile } from "./compile.ts";

/** What `native/floor.c` exports: the least that each operation costs across Node-API. */
export type Floor = {
  empty(): void;
  /** Adds two int32. */
  add(one: number, other: number): number;
  /** An object of `count` number properties `field0`, `field1`, …; at most 100. */
  object(count: number): Record<string, number>;
  /** malloc and free; the address is the handle. */
  allocate(bytes: number): number;
  release(address: number): void;
  /** Takes a slot off a free list for each element of `handles` (at most 4,095), and gives them back. */
  takeBatch(handles: Float64Array): void;
  giveBatch(handles: Float64Array): void;
  /** Keeps `doubles` for the functions below. */
  lend(doubles: Float64Array): void;
  readDouble(index: number): number;
  /** Element `index` as an int64. */
  readInt64(index: number): number;
  sum(first: number, count: number): number;
  /** Sets every element to `start` + its index. */
  fill(start: number): void;
  /** Follows a chain of `steps` elements, each of which holds the index of the next. */
  walk(first: number, steps: number): number;
};

/** The floor, or null where it was not compiled. */
export function loadFloor(): Floor | null {
  return existsSync(floorFile) ? createRequire(import.meta.url)(floorFile) : null;
}
