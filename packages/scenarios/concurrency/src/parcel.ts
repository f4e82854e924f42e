import type { Arena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { sealOf, stamp } from "./stamp.ts";

/** Bytes of a parcel that has content. */
export const contentBytes = 48;

/** What parcel number `id` holds besides: bytes that no neighbour holds in this order. */
export function contentOf(id: number): Uint8Array {
  const content = new Uint8Array(contentBytes);
  for (let index = 0; index < contentBytes; index++) content[index] = (id * 31 + index * 7) & 255;
  return content;
}

/** A message to be handed over: its number, its maker, the seal over both, and 48 bytes if it is to have content. */
export function packParcel(arena: Arena, id: number, owner: number, withContent: boolean): number {
  const item = WorkItem.create(arena);
  if (withContent) item.input = contentOf(id);
  stamp(item, id, owner);
  return item.handle;
}

/** What is wrong with a parcel that should be number `id`; empty when it is whole. */
export function faultOfParcel(item: WorkItem, id: number, owner: number, withContent: boolean): string {
  if (item.id !== id) return `parcel ${item.id} came where ${id} was due`;
  if (item.owner !== owner || item.attemptCount !== sealOf(id, owner))
    return `parcel ${id} came torn: its seal is broken`;
  const content = item.input;
  if (content.length !== (withContent ? contentBytes : 0))
    return `parcel ${id} came with ${content.length} bytes`;
  for (let index = 0; index < content.length; index++) {
    if (content[index] !== ((id * 31 + index * 7) & 255)) return `parcel ${id} came torn at byte ${index}`;
  }
  return "";
}
