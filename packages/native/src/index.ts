/** The shared arena of the stress schema: runtime and add-on. Its views are modules of their own, one for each file of it. */
export { addon, addonIdentity, createArena } from "./addon.ts";
export { schema } from "./generated/schema.ts";
export {
  checkLedgerAtZero,
  type LedgerCheck,
  type LedgerCount,
  ledgerCounts,
  requireLive,
} from "./ledger-check.ts";
export { bytesOfKind, packedBytes, paddingOfEntry, paddingOfStruct } from "./padding.ts";
export { refusalCode } from "./refusal-code.ts";
export {
  Arena,
  ArenaError,
  type ArenaErrorCode,
  type ArenaOptions,
  type ArenaTicket,
  arenaErrorCodes,
  checksum,
  Loan,
  MessageView,
  type SharedArenaOptions,
} from "./runtime/index.ts";
