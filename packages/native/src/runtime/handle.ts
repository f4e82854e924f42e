import { ArenaError, shown } from "./errors.ts";
import { largestGeneration, largestIndex } from "./layout.ts";

const generationUnit = 2 ** 24;

/** Packs slot index (1 … 2²⁴ − 1) and generation (1 … 2²⁹ − 1) into one safe integer. */
export function packHandle(index: number, generation: number): number {
  return index + generation * generationUnit;
}

/** The slot index of a handle. Throws NOT_A_HANDLE for what no arena can have issued, numbers or not. */
export function handleIndex(handle: number): number {
  const index = Number.isSafeInteger(handle) ? slotOf(handle) : 0;
  if (index === 0 || handle < generationUnit) {
    throw new ArenaError("NOT_A_HANDLE", `${shown(handle)} is not a handle; pass one that this arena issued`);
  }
  return index;
}

/** The slot index of a handle that Rust has just issued, so that nothing about it is in doubt. */
export function slotOf(handle: number): number {
  // A bitwise operator takes a whole number modulo 2³²; the remainder of a division is a call into C.
  return handle & largestIndex;
}

/** The generation of a handle that {@link handleIndex} accepted. */
export function handleGeneration(handle: number): number {
  return Math.floor(handle / generationUnit) & largestGeneration;
}
