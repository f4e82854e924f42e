/** Workers whose last write is lost. */
import { defineWorker } from "@strait/harness";
import { type ArenaTicket, createArena } from "@strait/native";
import { RingBuffer_Slot } from "@strait/native/stress/concurrency";

export default defineWorker<{ readonly ticket: ArenaTicket }>(({ data: { ticket }, index }) => {
  const arena = createArena({ join: ticket });
  return {
    write({ arguments: [writes = 0, ...handles] }) {
      RingBuffer_Slot.at(arena, handles[index] ?? 0).turn += writes - 1;
      return { operations: writes, result: writes };
    },
    replace({ arguments: [writes = 0, ...handles] }) {
      RingBuffer_Slot.at(arena, handles[index] ?? 0).free();
      const slot = RingBuffer_Slot.create(arena);
      slot.turn = writes;
      return { operations: writes, result: writes, figures: [slot.handle] };
    },
  };
});
