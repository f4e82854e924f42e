import { freemem } from "node:os";
import { type CaseContext, phaseCase, type TimeMetric, type Timing } from "@strait/harness";
import { type Arena, checkLedgerAtZero, checksum, createArena, requireLive } from "@strait/native";
import { MemoryBlock, MemorySnapshot } from "@strait/native/stress/memory_blocks";

const mebibyte = 2 ** 20;
const wanted = 1_024;

/** Blocks of one batch. */
export const batchSize = 16;

/** MiB that a profile has time to fill again and again. */
const share: Readonly<Record<CaseContext["profile"], number>> = { smoke: 16, quick: 32, full: wanted };

/** How many blocks of 1 MiB to keep alive: 1,024, or what the profile has time for, or half of the free memory holds. */
export function liveBlocks(profile: CaseContext["profile"], freeBytes: number): number {
  const most = Math.min(share[profile], Math.floor(freeBytes / 2 / mebibyte));
  return Math.max(batchSize, most - (most % batchSize));
}

/** One way to have `blocks` blocks of 1 MiB, each full of the same content. */
export type BlockStrategy = {
  readonly name: string;
  readonly title: string;
  start(arena: Arena, blocks: number, content: Uint8Array): BlockAllocator;
};

type BlockAllocator = {
  allocate(): number;
  free(): number;
  /** Messages that live while all blocks do. */
  readonly messages: number;
  /** Every block that is alive, to be looked at. */
  blocks(): MemoryBlock[];
};

export const blockStrategies: readonly BlockStrategy[] = [
  {
    name: "javascript",
    title: "by views",
    start(arena, blocks, content) {
      const live: MemoryBlock[] = [];
      return {
        messages: blocks,
        allocate() {
          for (let index = 0; index < blocks; index++) {
            const block = MemoryBlock.create(arena);
            block.content = content;
            live[index] = block;
          }
          return live.length;
        },
        free() {
          for (const block of live) block.free();
          return live.length;
        },
        blocks: () => live,
      };
    },
  },
  {
    name: "call",
    title: "by a call each, decoding it",
    start(arena, blocks, content) {
      const { native } = arena;
      const wire = wireOf(content);
      const handles = new Float64Array(blocks);
      return {
        messages: blocks,
        allocate() {
          for (let index = 0; index < blocks; index++)
            handles[index] = native.decode(MemoryBlock.type.id, wire);
          return handles.length;
        },
        free() {
          for (const handle of handles) native.free(handle);
          return handles.length;
        },
        blocks: () => [...handles].map((handle) => MemoryBlock.at(arena, handle)),
      };
    },
  },
  {
    name: "batch",
    title: "by a call for sixteen, decoding a snapshot",
    start(arena, blocks, content) {
      const { native } = arena;
      const snapshot = MemorySnapshot.create(createArena());
      for (let index = 0; index < batchSize; index++) snapshot.blocks.push({ content });
      const wire = snapshot.toBinary();
      snapshot.free();
      const handles = new Float64Array(blocks / batchSize);
      return {
        messages: blocks + handles.length,
        allocate() {
          for (let index = 0; index < handles.length; index++) {
            handles[index] = native.decode(MemorySnapshot.type.id, wire);
          }
          return handles.length;
        },
        free() {
          native.freeBatch(handles);
          return handles.length;
        },
        blocks: () => [...handles].flatMap((handle) => MemorySnapshot.at(arena, handle).blocks.toArray()),
      };
    },
  },
];

const metrics = Object.fromEntries(
  blockStrategies.flatMap(({ name, title }): [string, TimeMetric][] => [
    [`allocate-${name}`, { title: `Allocate and fill, ${title}`, operation: "MiB" }],
    [`free-${name}`, { title: `Free, ${title}`, operation: "MiB" }],
  ]),
);

/** Blocks so large that each is a run of pages of its own. */
export const mebibyteBlocks = phaseCase({
  name: "mebibyte-blocks",
  title: "1 MiB blocks, up to 1 GiB live",
  description:
    "Allocates blocks of 1 MiB with content until 1 GiB is live, or as much as profile and memory allow, and frees them; by every strategy.",
  metrics,
  start({ profile, seed, note }) {
    const blocks = liveBlocks(profile, freemem());
    if (blocks < wanted)
      note(`${blocks} MiB are live instead of 1 GiB: profile ${profile}, half of the free memory.`);
    const arena = createArena();
    const content = new Uint8Array(mebibyte).map((_, index) => (index * 7 + seed) & 255);
    const expected = expectedChecksum(content);
    const allocators = blockStrategies.map((strategy) => ({
      name: strategy.name,
      allocator: strategy.start(arena, blocks, content),
    }));
    let wrong = 0;
    // Every page is touched once before anything is timed: the system's zeroing of fresh memory is not the arena's.
    allocators[0]?.allocator.allocate();
    arena.reset();
    return {
      measure({ time }) {
        const timings: Record<string, Timing> = {};
        for (const { name, allocator } of allocators) {
          timings[`allocate-${name}`] = time(blocks, allocator.allocate);
          requireLive(arena, allocator.messages);
          if (arena.liveBytes() < blocks * mebibyte)
            throw new Error(`only ${arena.liveBytes()} bytes of ${blocks} MiB are live`);
          const alive = allocator.blocks();
          for (const block of [alive.at(0), alive.at(blocks >> 1), alive.at(-1)]) {
            if (block === undefined || arena.native.checksum(block.handle) !== expected) wrong++;
          }
          timings[`free-${name}`] = time(blocks, allocator.free);
          requireLive(arena, 0);
        }
        return timings;
      },
      verify: () => [
        {
          name: "blocks hold their content",
          passed: wrong === 0,
          detail: `${wrong} of the blocks that were looked at lack the checksum that JavaScript computed`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});

function expectedChecksum(content: Uint8Array): number {
  const block = MemoryBlock.create(createArena()).assign({ content });
  const sum = checksum(block, MemoryBlock.type);
  block.free();
  return sum;
}

function wireOf(content: Uint8Array): Uint8Array {
  const block = MemoryBlock.create(createArena()).assign({ content });
  const wire = block.toBinary();
  block.free();
  return wire;
}
