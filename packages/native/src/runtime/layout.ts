/** Constants of docs/layout.md that JavaScript needs. Words are 4 bytes. */

export const magic = 0x54525453;
export const layoutVersion = 2;

/** Words of the control block. */
export const control = {
  magic: 0,
  version: 1,
  hashLow: 2,
  hashHigh: 3,
  slabShift: 4,
  slotCount: 5,
  typeCount: 6,
  slabCount: 7,
  returnedSlots: 8,
  returnedData: 9,
  hashSecret: 10,
  slotHeads: 16,
  dataHeads: 64,
  ledger: 112,
} as const;

/** Words that the control block of a schema with `types` message types takes. */
export function controlWords(types: number): number {
  return control.ledger + 4 * evenTypes(types);
}

/** The number of types rounded up to even, so that the ledger's doubles are aligned. */
export function evenTypes(types: number): number {
  return types + (types & 1);
}

/** Slots per chunk of the slot table, and words per slot. */
export const slotsPerChunk = 65536;
export const slotWords = 4;

/** The state word of a slot. */
export const state = {
  typeMask: 0xffff,
  live: 1 << 16,
  owned: 1 << 17,
  ownsBlocks: 1 << 18,
  retired: 1 << 19,
  lentShift: 24,
} as const;

export const largestGeneration = 2 ** 29 - 1;
export const largestIndex = 2 ** 24 - 1;

export const pageShift = 13;
/** Low byte of a page map entry that starts a run of pages. */
export const runPage = 127;
