/** Worker 0 packs parcels and hands their handles over; worker 1 unpacks, checks and frees them. */
import { defineWorker, type WorkDone, type WorkerSection } from "@strait/harness";
import { type Arena, type ArenaTicket, createArena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { faultOfParcel, packParcel } from "../parcel.ts";
import { putHandle, type Ring, takeHandle } from "../ring.ts";

export type HandOverData = { readonly ticket: ArenaTicket; readonly ring: Ring };

export const producer = 0;

export default defineWorker<HandOverData>(({ data: { ticket, ring }, index }) => {
  const arena = createArena({ join: ticket });
  return {
    pass: (section) => (index === producer ? produce(arena, ring, section) : consume(arena, ring, section)),
  };
});

/** @param section arguments `[parcels, with content]` */
function produce(
  arena: Arena,
  ring: Ring,
  { arguments: [parcels = 0, content], stopped }: WorkerSection,
): WorkDone {
  let result = 0;
  let operations = 0;
  for (let id = 0; id < parcels; id++) {
    const handle = packParcel(arena, id, producer, content === 1);
    if (!putHandle(ring, handle, stopped)) break;
    operations++;
    result += handle;
  }
  return { operations, result };
}

/**
 * Takes and checks all parcels that are due. A wrong one is an error: whatever comes after it would be, too.
 *
 * @param section as for the producer
 */
export function consume(
  arena: Arena,
  ring: Ring,
  { arguments: [parcels = 0, content], stopped }: WorkerSection,
): WorkDone {
  let result = 0;
  let operations = 0;
  for (let id = 0; id < parcels; id++) {
    const handle = takeHandle(ring, stopped);
    if (handle === 0) break;
    const item = WorkItem.at(arena, handle);
    const fault = faultOfParcel(item, id, producer, content === 1);
    if (fault !== "") throw new Error(fault);
    item.free();
    operations++;
    result += handle;
  }
  return { operations, result };
}
