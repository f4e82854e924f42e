/** The runtime under generated views. Generated code imports it as `@strait/native/runtime`. */
export { Arena, type ArenaOptions, type ArenaSchema, type LedgerEntry, refuseOtherLayout } from "./arena.ts";
export { checksum } from "./checksum.ts";
export { clearChild, ensureChild } from "./child.ts";
export { beginCopy, countCopied } from "./copy-allowance.ts";
export {
  ArenaError,
  type ArenaErrorCode,
  arenaErrorCodes,
  refuseInteger,
  refuseType,
  refuseUnsafe,
} from "./errors.ts";
export { handleGeneration, handleIndex, packHandle, slotOf } from "./handle.ts";
export {
  checkInt64,
  checkUint64,
  readAnyInt64,
  readAnyUint64,
  readBigInt64,
  readBigUint64,
  writeInt64,
  writeUint64,
} from "./integer64.ts";
export { addonFile, loadAddon } from "./load-addon.ts";
export { announceViews } from "./loaded-views.ts";
export { Loan } from "./loan.ts";
export {
  type EntryPart,
  entryPart,
  enumPart,
  type MapEntry,
  type MessagePart,
  messagePart,
} from "./map-entry.ts";
export { MapView } from "./map-view.ts";
export type {
  FieldKind,
  FieldRule,
  FieldType,
  MessageClass,
  MessageType,
  ScalarKind,
  TypeLayout,
} from "./message-type.ts";
export type {
  Audit,
  Extent,
  FillOptions,
  MemorySize,
  MemoryUse,
  NativeArena,
  NativeBinding,
  TypeCounts,
  WalkResult,
} from "./native-binding.ts";
export { plainShape } from "./plain-shape.ts";
export { RepeatedMessage } from "./repeated/messages.ts";
export { RepeatedDouble, RepeatedFloat, RepeatedInt32, RepeatedUint32 } from "./repeated/numbers.ts";
export { Repeated } from "./repeated/repeated.ts";
export { RepeatedBool, RepeatedEnum, RepeatedInt64, RepeatedUint64 } from "./repeated/scalars.ts";
export { RepeatedBytes, RepeatedString } from "./repeated/spans.ts";
export type { ArenaTicket, SharedArenaOptions } from "./shared-memory.ts";
export { Slab } from "./slab.ts";
export { checkBlob, checkText, clearSpan, readBlob, writeBlob, writeText } from "./text.ts";
export { MessageView, refuseStale } from "./view.ts";
