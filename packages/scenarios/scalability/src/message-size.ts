import { type Stopwatch, sweepCase, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { warmUps } from "./growth.ts";

/** 13 sizes at equal ratios from 64 bytes, which fit into one block of a small class, to 64 KiB, a run of pages. */
export const contentSizes: readonly number[] = Array.from({ length: 13 }, (_, index) =>
  Math.round(64 * 1_024 ** (index / 12)),
);

/** Bytes that one sample handles at least. */
const bytesPerSample = 64 * 1_024;

/** Cost of one message against the bytes in it: a call and a copy, of which one must be linear and the other constant. */
export const messageSize = sweepCase({
  name: "message-size",
  title: "One message against its bytes",
  description:
    "Builds messages with 64 bytes to 64 KiB of content by views, has Rust read them to the last byte, copies them out, and frees them.",
  size: { title: "Bytes", unit: "bytes" },
  sizes: contentSizes,
  metrics: {
    build: { title: "Allocate, copy in", operation: "message" },
    checksum: { title: "Read in Rust", operation: "message" },
    read: { title: "Copy out", operation: "message" },
    free: { title: "Free", operation: "message" },
    bytes: { title: "Live bytes", operation: "message", unit: "bytes" },
  },
  start({ profile, seed }) {
    const arena = createArena();
    const source = new Uint8Array(contentSizes.at(-1) ?? 0).map((_, index) => (index * 7 + seed) & 255);
    let wrong = 0;
    const measure = ({ time }: Stopwatch, size: number) => {
      const count = Math.max(4, Math.ceil(bytesPerSample / size));
      const content = source.subarray(0, size);
      const blocks: MemoryBlock[] = [];
      const build = time(count, () => {
        for (let index = 0; index < count; index++) {
          const block = MemoryBlock.create(arena);
          block.content = content;
          blocks.push(block);
        }
        return blocks.length;
      });
      requireLive(arena, count);
      const bytes = arena.liveBytes() / count;
      const checksums = new Set<number>();
      const checksum = time(count, () => {
        for (const block of blocks) checksums.add(arena.native.checksum(block.handle));
        return checksums.size;
      });
      const read = time(count, () => {
        let sum = 0;
        for (const block of blocks) sum += block.content[size - 1] ?? Number.NaN;
        return sum;
      });
      if (checksums.size !== 1 || Buffer.compare(blocks.at(-1)?.content ?? new Uint8Array(), content) !== 0)
        wrong++;
      const free = time(count, () => {
        for (const block of blocks) block.free();
        return blocks.length;
      });
      requireLive(arena, 0);
      return { build, checksum, read, free, bytes };
    };
    return {
      warmUp() {
        for (let round = 0; round < warmUps[profile]; round++) measure(untimed, 1_024);
      },
      measure,
      verify: () => [
        {
          name: "messages hold their content",
          passed: wrong === 0,
          detail: `${wrong} samples had a message with other bytes than those written`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});
