import { availableParallelism } from "node:os";
import { type Arena, type ArenaTicket, createArena } from "@strait/native";

/** Workers at most: one for each processor, up to four, and two in any case, since one cannot be in another's way. */
export const threads: number = Math.max(2, Math.min(availableParallelism(), 4));

/** Members of a shared arena at a time. */
export const mostMembers: number = 2 * threads + 2;

/** An arena for the workers of a case. Its slots are in one chunk, so that all of them are soon looked through. */
export function shareArena(): { readonly arena: Arena; readonly ticket: ArenaTicket } {
  const arena = createArena({ shared: { bytes: 2 ** 25, messages: 2 ** 16 - 1, members: mostMembers } });
  const { ticket } = arena;
  if (ticket === undefined) throw new Error("a shared arena has no ticket");
  return { arena, ticket };
}
