import { parallelCase, quietest, type Section } from "@strait/harness";
import { checkLedgerAtZero, requireLive } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { attempts, warmUps } from "./attempts.ts";
import { randomOrder } from "./order.ts";
import { createProof } from "./proof.ts";
import { ratioOf } from "./section-ratio.ts";
import { shareArena, threads } from "./shared-arena.ts";
import { pagesTaken } from "./slots.ts";
import { type BleedingData, make } from "./worker/bleeding.ts";

/** Messages of each worker that live at any time. */
const row = 2_000;

/** Blocks of an item in a span of pages, which a worker takes at a time, and those pages. */
const spanBlocks = 1_024;
const spanPages = 8;

/**
 * Pages that suffice whatever the workers' pace: a worker may make its next row before the others have freed its last one, and
 * the main thread made all of the first.
 */
const enoughPages =
  spanPages * (threads * Math.ceil((2 * row) / spanBlocks) + Math.ceil((threads * row) / spanBlocks));

/**
 * Messages that one worker allocates and another frees, as in larson (Larson and Krishnan 1998, "Memory allocation for
 * long-running server applications").
 */
export function bleedingBy(worker: URL) {
  return parallelCase({
    name: "bleeding",
    title: "Freed by another worker",
    description:
      "Each worker replaces all 2,000 messages of a row in random order: checks what lives there, frees it, allocates anew. First always its own row; then the workers move on by a row each time, so that each frees what another allocated.",
    metrics: {
      own: { title: "Replace one's own message", operation: "replacement" },
      bleeding: { title: "Replace another worker's message", operation: "replacement" },
      cost: { title: "Another's over one's own", operation: "ratio", unit: "count" },
    },
    worker,
    workers: threads,
    start({ profile, seed }, hire) {
      const { arena, ticket } = shareArena();
      const handles = new Float64Array(new SharedArrayBuffer(8 * threads * row));
      const data: BleedingData = {
        ticket,
        handles,
        order: randomOrder(row, seed),
      };
      const team = hire(data);
      const proof = createProof();
      for (let index = 0; index < handles.length; index++) handles[index] = make(arena, index, threads);
      let shift = 0;
      const replace = (foreign: boolean | null): Section => {
        const section = team.run("replace", { arguments: [shift], operationsEach: row });
        for (const [number, { figures }] of section.workers.entries()) {
          const [others = -1, broken = -1] = figures;
          if (broken !== 0)
            proof.fault(`worker ${number} found ${broken} messages that are not as they were made`);
          if (foreign !== null && others !== (foreign ? row : 0))
            proof.fault(
              `worker ${number} freed ${others} messages of others where it was to free ${foreign ? row : 0}`,
            );
        }
        requireLive(arena, threads * row);
        return section;
      };
      const measure = (most: number) => {
        const own = quietest(most, () => replace(false));
        const bleeding = quietest(most, () => {
          shift = (shift + 1) % threads;
          return replace(true);
        });
        return { own: own.timing, bleeding: bleeding.timing, cost: ratioOf(bleeding, own) };
      };
      // In place of those of the main thread.
      replace(null);
      return {
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) measure(1);
        },
        measure: () => measure(attempts[profile]),
        verify() {
          const pages = pagesTaken(arena);
          for (const handle of handles) WorkItem.at(arena, handle).free();
          return [
            proof.check(
              "messages were freed by others",
              "each was whole, and was another worker's when it was to be",
            ),
            {
              name: "memory does not bleed away",
              passed: pages <= enoughPages,
              detail: `the arena took ${pages} pages, and ${enoughPages} suffice for what lives and what is on its way between workers`,
            },
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}

export const bleeding = bleedingBy(new URL("./worker/bleeding.ts", import.meta.url));
