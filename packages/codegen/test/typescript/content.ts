import type { Slab } from "./arena.ts";
import type { MessageType } from "./message-view.ts";

export function content(slab: Slab, word: number): unknown {
  return slab.arena.heap[slab.u32[word] as number];
}
export function setContent(slab: Slab, word: number, value: unknown): void {
  slab.arena.heap[slab.u32[word] as number] = undefined;
  slab.u32[word] = slab.arena.heap.push(value) - 1;
  slab.u32[word + 1] = 1;
}
export function clearSpan(slab: Slab, word: number, _typeId: number): void {
  if (slab.u32[word] !== 0) slab.arena.heap[slab.u32[word] as number] = undefined;
  slab.u32[word] = 0;
  slab.u32[word + 1] = 0;
}
export function checkText(value: string, field: string): void {
  if (typeof value !== "string") throw new TypeError(`${field} is no string`);
}
export function checkBlob(value: Uint8Array, field: string): void {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${field} is no Uint8Array`);
}
export function writeText(
  slab: Slab,
  _slots: Int32Array,
  _index: number,
  word: number,
  value: string,
  _typeId: number,
  field: string,
): void {
  checkText(value, field);
  setContent(slab, word, value);
}
export function readBlob(slab: Slab, word: number): Uint8Array {
  const bytes = slab.u32[word] === 0 ? undefined : content(slab, word);
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(0);
}
export function writeBlob(
  slab: Slab,
  _slots: Int32Array,
  _index: number,
  word: number,
  value: Uint8Array,
  _typeId: number,
): void {
  setContent(slab, word, value.slice());
}

export function ensureChild(
  slab: Slab,
  _slots: Int32Array,
  _index: number,
  word: number,
  type: MessageType,
): number {
  if (slab.u32[word] === 0) slab.u32[word] = type.view().create(slab.arena).$index;
  return slab.u32[word] as number;
}
export function clearChild(slab: Slab, word: number): void {
  const child = slab.u32[word] as number;
  if (child !== 0) slab.arena.releaseSlot(slab.arena.slotChunks[0] ?? new Int32Array(), child, 1, 0, 0);
  slab.u32[word] = 0;
}
