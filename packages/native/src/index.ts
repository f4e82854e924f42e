/** The shared arena of the stress schema: views, runtime and add-on. */
export { addon, addonIdentity, createArena } from "./addon.ts";
export * from "./generated/index.ts";
export {
  checkLedgerAtZero,
  type LedgerCheck,
  type LedgerCount,
  ledgerCounts,
  requireLive,
} from "./ledger-check.ts";
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
