import { getHeapStatistics } from "node:v8";
import type { LedgerCounts, PlaceCounts } from "@strait/harness";
import { type Arena, ledgerCounts } from "@strait/native";
import { addon } from "./addon.ts";

/** The places whose ledgers are exact; that of JavaScript's heap is not, so it is measured. */
export const places = { arena: "Arena", rust: "Rust heap of the add-on", nodeApi: "Node-API layer" } as const;

/** What V8 takes for a global handle, which each reference of Node-API is (64-bit platforms). */
const handleBytes = 32;

/** What lives in an arena, by message type. */
export function arenaCounts(arena: Arena): LedgerCounts[] {
  return ledgerCounts(arena);
}

/** Blocks that Rust allocated and did not free, by the add-on's own allocator. */
export function rustCounts(): LedgerCounts[] {
  return [blocks("the Rust heap", addon.rustBlocks(), addon.rustBytes())];
}

/** Engines other than V8 do not count handles: theirs would be a ledger in which nothing ever changes. */
const countsHandles = !("bun" in process.versions);

/**
 * Says what is missing in the ledgers where references are not counted.
 *
 * @param note takes the sentence
 */
export function noteMissing(note: (sentence: string) => void): void {
  if (!countsHandles)
    note(
      `References are not available in the ledger of the ${places.nodeApi}, which holds lent buffers only: the engine of this runtime does not count its handles.`,
    );
}

/**
 * What the layer of Node-API holds on to: references, by V8's own count of global handles, and memory of Rust lent to
 * JavaScript as a buffer.
 */
export function nodeApiCounts(): LedgerCounts[] {
  const lent = blocks("buffers lent to JavaScript", addon.lentBuffers(), addon.lentBytes());
  if (!countsHandles) return [lent];
  const handles = getHeapStatistics().used_global_handles_size;
  return [blocks("references", Math.round(handles / handleBytes), handles), lent];
}

/** All exact ledgers of a process that works on one arena. */
export function allCounts(arena: Arena): PlaceCounts[] {
  return [
    { place: places.arena, counts: arenaCounts(arena) },
    { place: places.rust, counts: rustCounts() },
    { place: places.nodeApi, counts: nodeApiCounts() },
  ];
}

function blocks(type: string, dataBlocks: number, dataBytes: number): LedgerCounts {
  return { type, liveMessages: 0, messageBytes: 0, dataBlocks, dataBytes };
}
