import { freemem } from "node:os";
import { type CaseContext, phaseCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { checksumOfBlock } from "./block-checksum.ts";
import { kibibyte, mebibyte, patternedBytes } from "./size.ts";

const wanted = 100;
const least = 4 * kibibyte;
const largest = 16 * mebibyte;

/** What the largest of the messages of different sizes has in a profile. */
const largestOf: Readonly<Record<CaseContext["profile"], number>> = {
  smoke: mebibyte / 4,
  quick: mebibyte,
  full: largest,
};

/** Bytes of each of 100 messages, from 4 KiB to 16 MiB at equal ratios, 199 MiB in all; less where there is less time. */
export function spreadSizes(profile: CaseContext["profile"]): readonly number[] {
  return Array.from({ length: wanted }, (_, index) =>
    Math.round(least * (largestOf[profile] / least) ** (index / (wanted - 1))),
  );
}

/** MiB of the largest messages that a profile has time to fill again and again. */
const share: Readonly<Record<CaseContext["profile"], number>> = { smoke: 32, quick: 48, full: 1600 };

/**
 * How many messages of 16 MiB to keep alive: a hundred, or as many as the profile has time for, or as a quarter of the
 * memory that is free holds.
 */
export function liveCount(profile: CaseContext["profile"], freeBytes: number): number {
  const bytes = Math.min(share[profile] * mebibyte, freeBytes / 4);
  return Math.max(1, Math.min(wanted, Math.floor(bytes / largest)));
}

type Subject = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Bytes of every message. */
  sizesFor(context: CaseContext): readonly number[];
};

/** Many large messages at once: written, read by both sides, freed. */
function alive({ name, title, description, sizesFor }: Subject) {
  return phaseCase({
    name,
    title,
    description,
    metrics: {
      write: { title: "Allocate, copy in", operation: "message" },
      checksum: { title: "Read all of it in Rust", operation: "message" },
      read: { title: "Copy out", operation: "message" },
      free: { title: "Free", operation: "message" },
    },
    start(context) {
      const arena = createArena();
      const bytes = sizesFor(context);
      const source = patternedBytes(Math.max(...bytes), context.seed);
      const contents = bytes.map((length) => source.subarray(0, length));
      const count = contents.length;
      const total = bytes.reduce((sum, length) => sum + length, 0);
      // Those of one length are the same bytes.
      const checksums = new Map(bytes.map((length) => [length, Number.NaN]));
      for (const length of checksums.keys())
        checksums.set(length, checksumOfBlock(source.subarray(0, length)));
      const expected = bytes.map((length) => checksums.get(length));
      const expectedLasts = contents.reduce((sum, content) => sum + (content.at(-1) ?? Number.NaN), 0);
      let sumOfLasts = 0;
      const blocks: MemoryBlock[] = [];
      const write = () => {
        contents.forEach((content, index) => {
          const block = MemoryBlock.create(arena);
          block.content = content;
          blocks[index] = block;
        });
        return blocks.length;
      };
      const free = () => {
        for (const block of blocks) block.free();
        return blocks.length;
      };
      // Every page is touched once before anything is timed: the system's zeroing of fresh memory is not the arena's.
      write();
      free();
      return {
        measure({ time }) {
          const written = time(count, write);
          requireLive(arena, count);
          if (arena.liveBytes() < total)
            throw new Error(`only ${arena.liveBytes()} of ${total} bytes are alive`);
          const folded: number[] = [];
          const checksum = time(count, () => {
            blocks.forEach((block, index) => {
              folded[index] = arena.native.checksum(block.handle);
            });
            return folded.length;
          });
          if (folded.join() !== expected.join()) throw new Error("Rust read something else than was written");
          const read = time(count, () => {
            sumOfLasts = 0;
            for (const block of blocks) sumOfLasts += block.content.at(-1) ?? Number.NaN;
            return sumOfLasts;
          });
          const freed = time(count, free);
          requireLive(arena, 0);
          return { write: written, checksum, read, free: freed };
        },
        verify() {
          return [
            {
              name: "all that was written is read",
              passed: sumOfLasts === expectedLasts,
              detail: `Rust's checksums of ${count} messages, ${Math.round(total / mebibyte)} MiB, were right in every round, and the bytes copied out last end in ${sumOfLasts} where ${expectedLasts} was written`,
            },
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}

export const spread = alive({
  name: "alive",
  title: "100 messages alive, 4 KiB to 16 MiB",
  description:
    "Keeps 100 messages alive whose bytes grow from 4 KiB to 16 MiB at equal ratios, 199 MiB in all: copies them in, has Rust read every byte, copies them out, frees them.",
  sizesFor({ profile, note }) {
    const bytes = largestOf[profile];
    if (bytes < largest)
      note(
        `The messages are of ${least / kibibyte} KiB to ${bytes / kibibyte} KiB instead of 16 MiB: profile ${profile}.`,
      );
    return spreadSizes(profile);
  },
});

export const ofLargest = alive({
  name: "alive-largest",
  title: "Messages of 16 MiB alive",
  description:
    "The same with up to 100 messages of 16 MiB, 1.6 GiB; fewer where the profile has no time or the machine no memory for that.",
  sizesFor({ profile, note }) {
    const count = liveCount(profile, freemem());
    if (count < wanted)
      note(
        `${count} messages of 16 MiB are alive instead of ${wanted}: profile ${profile}, a quarter of free memory.`,
      );
    return new Array<number>(count).fill(largest);
  },
});
