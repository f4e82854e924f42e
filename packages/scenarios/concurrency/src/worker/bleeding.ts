/** Replaces the messages of a row, one after the other: checks and frees what lives there, whoever made it, and makes anew. */
import { defineWorker } from "@strait/harness";
import { type Arena, type ArenaTicket, createArena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { isWhole, stamp } from "../stamp.ts";

export type BleedingData = {
  readonly ticket: ArenaTicket;
  /** Handles, a row for each worker. */
  readonly handles: Float64Array<SharedArrayBuffer>;
  /** Places of a row, in the order in which they are visited. */
  readonly order: Uint32Array<SharedArrayBuffer>;
};

export default defineWorker<BleedingData>(({ data: { ticket, handles, order }, index }) => {
  const arena = createArena({ join: ticket });
  let made = 0;
  return {
    /** @param arguments `[shift]`: by how many rows the workers have moved on. Figures: messages of another, and broken ones. */
    replace({ arguments: [shift = 0] }) {
      const rows = handles.length / order.length;
      const row = ((index + shift) % rows) * order.length;
      let foreign = 0;
      let broken = 0;
      let result = 0;
      for (const place of order) {
        const item = WorkItem.at(arena, handles[row + place] ?? 0);
        if (!isWhole(item)) broken++;
        if (item.owner !== index) foreign++;
        result += item.id;
        item.free();
        handles[row + place] = make(arena, made++, index);
      }
      return { operations: order.length, result, figures: [foreign, broken] };
    },
  };
});

/** A new item that is whole; returns its handle. */
export function make(arena: Arena, id: number, owner: number): number {
  const item = WorkItem.create(arena);
  stamp(item, id, owner);
  return item.handle;
}
