import { floorPerSecond, parallelCase, quietest, type Section } from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { attempts, warmUps } from "./attempts.ts";
import { createProof } from "./proof.ts";
import { createRing } from "./ring.ts";
import { shareArena } from "./shared-arena.ts";
import type { HandOverData } from "./worker/hand-over.ts";

/** Parcels of a section. */
const parcels = { plain: 20_000, content: 5_000 } as const;

/** Parcels that can be under way. */
const places = 1_024;

const floor = floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second");

/**
 * One worker allocates and fills messages, another checks and frees them, as in xmalloc (Lever and Boreham 2000, "malloc()
 * performance in a multithreaded Linux environment"). Only handles pass between them, through a ring in shared memory.
 */
export function handOverBy(worker: URL) {
  return parallelCase({
    name: "hand-over",
    title: "From a producer to a consumer",
    description:
      "A worker packs parcels and puts their handles into a ring of 1,024 places; another takes them, looks at every byte against what it is to be, and frees the message. Without content, and with 48 bytes.",
    metrics: {
      plain: { title: "Pack, hand over, check and free", operation: "message", targets: [floor] },
      content: { title: "The same with 48 bytes", operation: "message", targets: [floor] },
    },
    worker,
    workers: 2,
    start({ profile }, hire) {
      const { arena, ticket } = shareArena();
      const data: HandOverData = { ticket, ring: createRing(places) };
      const team = hire(data);
      const proof = createProof();
      const pass = (kind: keyof typeof parcels): Section => {
        const count = parcels[kind];
        const section = team.run("pass", {
          arguments: [count, kind === "content" ? 1 : 0],
          operationsEach: count,
        });
        const [sent, received] = section.workers;
        if (sent?.result !== received?.result)
          proof.fault(
            `handles that were put add up to ${sent?.result}, those that were taken to ${received?.result}`,
          );
        return section;
      };
      const measure = (most: number) => ({
        plain: timingOf(quietest(most, () => pass("plain"))),
        content: timingOf(quietest(most, () => pass("content"))),
      });
      return {
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) measure(1);
        },
        measure: () => measure(attempts[profile]),
        verify: () => [
          proof.check("every parcel arrived", "in its turn, whole, and no other"),
          checkLedgerAtZero(arena),
        ],
      };
    },
  });
}

export const handOver = handOverBy(new URL("./worker/hand-over.ts", import.meta.url));

/** A message counts once, though two workers have a hand in it. */
function timingOf({ elapsed, operations, disturbed }: Section) {
  return { nanosecondsPerOperation: elapsed / (operations / 2), operations: operations / 2, disturbed };
}
