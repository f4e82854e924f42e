import type { Arena } from "@strait/native";

/** Stops a case whose work was not done: the ledger must count exactly `expected` live messages. */
export function requireLive(arena: Arena, expected: number): void {
  const live = arena.ledger().reduce((sum, { liveMessages }) => sum + liveMessages, 0);
  if (live !== expected)
    throw new Error(`the ledger counts ${live} live messages where ${expected} were expected`);
}
