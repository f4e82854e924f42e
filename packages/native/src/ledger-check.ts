import type { Arena } from "./runtime/index.ts";
import { classBytes } from "./runtime/size-class.ts";

/** A check that a harness can record: did it pass, and what was seen. */
export type LedgerCheck = { readonly name: string; readonly passed: boolean; readonly detail: string };

/**
 * Checks that nothing lives in an arena any more: the ledger is at exactly zero, and a scan of the slot table and the
 * page maps agrees with it. The detail names every type that leaked.
 */
export function checkLedgerAtZero(arena: Arena): LedgerCheck {
  const name = "ledger at zero";
  const audit = arena.audit();
  const faults = [
    ...arena
      .ledger()
      .map(
        ({ type, liveMessages, dataBlocks, dataBytes }) =>
          `${type} leaked ${liveMessages} ${liveMessages === 1 ? "message" : "messages"}, ${dataBlocks} data blocks of ${dataBytes} bytes`,
      ),
    ...audit.disagreements,
  ];
  if (faults.length > 0) return { name, passed: false, detail: faults.join("; ") };
  return { name, passed: true, detail: "no live message or data block; a scan of the memory agrees" };
}

/**
 * Stops a measurement whose work was not done: the ledger must count exactly `expected` live messages, of whatever types.
 *
 * @throws Error that says both numbers
 * @example requireLive(arena, 1_000)
 */
export function requireLive(arena: Arena, expected: number): void {
  const live = arena.ledger().reduce((sum, { liveMessages }) => sum + liveMessages, 0);
  if (live !== expected)
    throw new Error(`the ledger counts ${live} live messages where ${expected} were expected`);
}

/** What an arena's ledger counts of one type, as a harness records it. */
export type LedgerCount = {
  readonly type: string;
  readonly liveMessages: number;
  /** Bytes of the blocks of those messages. */
  readonly messageBytes: number;
  readonly dataBlocks: number;
  readonly dataBytes: number;
};

/**
 * What lives in an arena now, by type, with the bytes of the messages themselves: so that a message that owns nothing is
 * no leak of 0 bytes.
 *
 * @example ledgerCounts(arena) // [{ type: "strait.stress.v1.OnlyBool", liveMessages: 1, messageBytes: 16, … }]
 */
export function ledgerCounts(arena: Arena): LedgerCount[] {
  return arena.ledger().map(({ type, liveMessages, dataBlocks, dataBytes }) => {
    const sizeClass = arena.schema.types.find(({ name }) => name === type)?.sizeClass ?? 0;
    const messageBytes = liveMessages * (classBytes[sizeClass] ?? 0);
    return { type, liveMessages, messageBytes, dataBlocks, dataBytes };
  });
}
