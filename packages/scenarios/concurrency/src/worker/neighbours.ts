/** Writes again and again into one small message. */
import { defineWorker } from "@strait/harness";
import { type ArenaTicket, createArena } from "@strait/native";
import { RingBuffer_Slot } from "@strait/native/stress/concurrency";

export default defineWorker<{ readonly ticket: ArenaTicket }>(({ data: { ticket }, index }) => {
  const arena = createArena({ join: ticket });
  return {
    /** @param arguments `[writes, handle of worker 0, handle of worker 1]`. The result is what the counter then holds. */
    write({ arguments: [writes = 0, ...handles] }) {
      const slot = RingBuffer_Slot.at(arena, handles[index] ?? 0);
      return { operations: writes, result: raise(slot, writes) };
    },
    /** Frees the message that was handed over and writes into one that is allocated in its stead, as cache-scratch does. */
    replace({ arguments: [writes = 0, ...handles] }) {
      RingBuffer_Slot.at(arena, handles[index] ?? 0).free();
      const slot = RingBuffer_Slot.create(arena);
      const { handle } = slot;
      const result = raise(slot, writes);
      return { operations: writes, result, figures: [handle] };
    },
  };
});

/** Raises the counter so many times. */
function raise(slot: RingBuffer_Slot, writes: number): number {
  for (let write = 0; write < writes; write++) slot.turn += 1;
  return slot.turn;
}
