/** Workers that go on with the neighbours that they were handed, as if the arena had given these back to them. */
import { defineWorker } from "@strait/harness";
import { type ArenaTicket, createArena } from "@strait/native";
import { RingBuffer_Slot } from "@strait/native/stress/concurrency";

export default defineWorker<{ readonly ticket: ArenaTicket }>(({ data: { ticket }, index }) => {
  const arena = createArena({ join: ticket });
  const raise = (handle: number, writes: number) => {
    const slot = RingBuffer_Slot.at(arena, handle);
    slot.turn += writes;
    return { operations: writes, result: slot.turn, figures: [handle] };
  };
  const write = ({ arguments: [writes = 0, ...handles] }: { readonly arguments: readonly number[] }) =>
    raise(handles[index] ?? 0, writes);
  return { write, replace: write };
});
