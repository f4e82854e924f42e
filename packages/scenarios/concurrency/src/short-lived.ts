import { type CaseContext, parallelCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, requireLive } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { enoughPages, foremanData, patience } from "./foreman-data.ts";
import { createProof } from "./proof.ts";
import { shareArena } from "./shared-arena.ts";
import { pagesTaken } from "./slots.ts";

const wanted = 1_000;

const ofProfile: Readonly<Record<CaseContext["profile"], number>> = { smoke: 2, quick: 2, full: 10 };

/**
 * Workers that join a shared arena, leave one message each, and end.
 *
 * @param program what each of them runs
 * @param count workers of a sample; those of the profile when missing
 */
export function shortLivedBy(program: URL, count?: number) {
  return parallelCase({
    name: "short-lived",
    title: "Workers that leave one message each",
    description:
      "Workers join the shared arena two at a time, allocate one item and end. The ledger must find what they left, and the main thread frees it.",
    metrics: {
      life: { title: "Start, join, allocate, end", operation: "worker" },
      found: { title: "Messages that workers left, found by the ledger", operation: "sample", unit: "count" },
      pages: { title: "Pages of 8 KiB that the arena took", operation: "sample", unit: "count" },
      resident: {
        title: "Resident memory more than before, the runtime's included",
        operation: "worker",
        unit: "bytes/operation",
      },
    },
    worker: new URL("./worker/foreman.ts", import.meta.url),
    workers: 1,
    start({ profile, note }, hire) {
      const live = count ?? ofProfile[profile];
      if (live < wanted)
        note(`${live} workers leave a message in each sample instead of ${wanted}: profile ${profile}.`);
      const { arena, ticket } = shareArena();
      const data = foremanData(program, ticket, live);
      const team = hire(data);
      const proof = createProof();
      return {
        measure() {
          const before = process.memoryUsage.rss();
          const lives = team.run("live", {
            arguments: [live],
            operationsEach: live,
            patience: patience(live),
          });
          const resident = Math.max(0, process.memoryUsage.rss() - before) / live;
          freeLeft(arena, data.handles);
          const pages = pagesTaken(arena);
          if (pages > enoughPages(live))
            proof.fault(`the arena took ${pages} pages where ${enoughPages(live)} suffice`);
          return { life: lives.timing, found: live, pages, resident };
        },
        verify: () => [
          proof.check(
            "nothing is lost with a worker",
            "the arena took no more pages than its members at a time need",
          ),
          checkLedgerAtZero(arena),
        ],
      };
    },
  });
}

/** Frees what workers left; the ledger must have counted exactly that. */
function freeLeft(arena: Arena, handles: Float64Array): void {
  requireLive(arena, handles.length);
  for (const handle of handles) WorkItem.at(arena, handle).free();
  requireLive(arena, 0);
}

export const shortLived = shortLivedBy(new URL("./worker/short-lived.ts", import.meta.url));
