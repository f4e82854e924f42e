import { parallelCase, quietest, type Section } from "@strait/harness";
import { type Arena, checkLedgerAtZero } from "@strait/native";
import { RingBuffer_Slot } from "@strait/native/stress/concurrency";
import { attempts, warmUps } from "./attempts.ts";
import { createProof } from "./proof.ts";
import { ratioOf } from "./section-ratio.ts";
import { shareArena } from "./shared-arena.ts";
import { byteOf } from "./slots.ts";

const writes = 50_000;
const line = 64;
const page = 8_192;

/** Messages to choose from: more than a page of them. */
const candidates = 1_000;

type Pair = readonly [RingBuffer_Slot, RingBuffer_Slot];

/**
 * What it costs two workers to write into messages that lie side by side, and whether the arena gives them such, as in
 * cache-scratch (Berger and others 2000, "Hoard: a scalable memory allocator for multithreaded applications").
 */
export function falseSharingBy(worker: URL) {
  return parallelCase({
    name: "false-sharing",
    title: "Side by side in one cache line",
    description:
      "Two workers raise a counter each: in messages of 32 bytes in one cache line, in two lines of one page, in two pages. Then each frees one of two neighbours that the main thread made and writes into what it allocates instead.",
    metrics: {
      line: { title: "Write, both in one cache line", operation: "write" },
      page: { title: "Write, both in one page", operation: "write" },
      apart: { title: "Write, in two pages", operation: "write" },
      replaced: { title: "Write, after replacing a neighbour by a message of one's own", operation: "write" },
      "line-over-apart": { title: "One cache line over two pages", operation: "ratio", unit: "count" },
      "replaced-over-apart": { title: "Replaced over two pages", operation: "ratio", unit: "count" },
    },
    worker,
    workers: 2,
    start({ profile }, hire) {
      const { arena, ticket } = shareArena();
      const team = hire({ ticket });
      const proof = createProof();
      const made = Array.from({ length: candidates }, () => RingBuffer_Slot.create(arena));
      const pairs = {
        line: findPair(arena, made, (one, other) => sameBlock(one, other, line)),
        page: findPair(
          arena,
          made,
          (one, other) => sameBlock(one, other, page) && Math.abs(one - other) >= 16 * line,
        ),
        apart: findPair(
          arena,
          made,
          (one, other) => !sameBlock(one, other, page) && Math.abs(one - other) >= page,
        ),
      };
      const write = (place: keyof typeof pairs): Section => {
        const pair = pairs[place];
        const before = pair.map(({ turn }) => turn);
        const handles = pair.map(({ handle }) => handle);
        const section = team.run("write", { arguments: [writes, ...handles], operationsEach: writes });
        for (const [worker, slot] of pair.entries()) {
          const wanted = (before[worker] ?? 0) + writes;
          if (slot.turn !== wanted)
            proof.fault(`worker ${worker} left ${slot.turn} where it was to count to ${wanted}`);
        }
        return section;
      };
      const replace = (): Section => {
        const neighbours = neighboursIn(arena);
        const handles = neighbours.map(({ handle }) => handle);
        const section = team.run("replace", { arguments: [writes, ...handles], operationsEach: writes });
        const fresh = section.workers.map(({ figures }) => figures[0] ?? 0);
        const places = fresh.map((handle) => byteOf(arena, handle));
        if (sameBlock(places[0] ?? 0, places[1] ?? 0, page))
          proof.fault(
            `both workers were given messages in the page at byte ${Math.floor((places[0] ?? 0) / page) * page}`,
          );
        for (const handle of fresh) {
          const slot = RingBuffer_Slot.at(arena, handle);
          if (slot.turn !== writes)
            proof.fault(`a worker left ${slot.turn} where it was to count to ${writes}`);
          slot.free();
        }
        return section;
      };
      const measure = (most: number) => {
        const quietWrite = (place: keyof typeof pairs) => quietest(most, () => write(place));
        const [one, two, three] = [quietWrite("line"), quietWrite("page"), quietWrite("apart")];
        const four = quietest(most, replace);
        return {
          line: one.timing,
          page: two.timing,
          apart: three.timing,
          replaced: four.timing,
          "line-over-apart": ratioOf(one, three),
          "replaced-over-apart": ratioOf(four, three),
        };
      };
      return {
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) measure(1);
        },
        measure: () => measure(attempts[profile]),
        verify() {
          for (const slot of made) slot.free();
          return [
            proof.check(
              "writes were done",
              "every counter was raised as often as asked, and no page was given to both",
            ),
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}

export const falseSharing = falseSharingBy(new URL("./worker/neighbours.ts", import.meta.url));

function sameBlock(one: number, other: number, bytes: number): boolean {
  return Math.floor(one / bytes) === Math.floor(other / bytes);
}

/** Two of the messages whose places are as wanted. */
function findPair(
  arena: Arena,
  made: readonly RingBuffer_Slot[],
  wanted: (one: number, other: number) => boolean,
): Pair {
  const [first] = made;
  for (const one of made.slice(0, 2)) {
    const other = made.find(
      (slot) => slot !== one && wanted(byteOf(arena, one.handle), byteOf(arena, slot.handle)),
    );
    if (other !== undefined) return [one, other];
  }
  throw new Error(
    `no two of ${made.length} messages lie as wanted; the first is at ${byteOf(arena, first?.handle ?? 0)}`,
  );
}

/** Two fresh messages of the main thread in one cache line; their list is long enough to have such. */
function neighboursIn(arena: Arena): Pair {
  const fresh = Array.from({ length: 8 }, () => RingBuffer_Slot.create(arena));
  const pair = findPair(arena, fresh, (one, other) => sameBlock(one, other, line));
  for (const slot of fresh) if (!pair.includes(slot)) slot.free();
  return pair;
}
