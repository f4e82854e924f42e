import { type CaseContext, notAvailable, parallelCase } from "@strait/harness";
import { checkLedgerAtZero, requireLive } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { enoughPages, foremanData, patience } from "./foreman-data.ts";
import { createProof } from "./proof.ts";
import { shareArena } from "./shared-arena.ts";
import { liveHandles, pagesTaken } from "./slots.ts";

const ofProfile: Readonly<Record<CaseContext["profile"], number>> = { smoke: 1, quick: 1, full: 2 };

/**
 * Workers that are terminated in the middle of allocating and freeing, one after the other.
 *
 * @param program what each of them runs
 * @param count workers of a sample; those of the profile when missing
 */
export function terminatedBy(program: URL, count?: number) {
  return parallelCase({
    name: "terminated",
    title: "Workers that are terminated at work",
    description:
      "Workers join the shared arena, allocate one item, and are terminated in the middle of allocating and freeing others. The main thread recovers the arena and frees what they left and what they had in their hands; the ledger must be at zero then.",
    metrics: {
      termination: { title: "Start, join, allocate, be terminated", operation: "worker" },
      "in-hands": {
        title: "Messages that a terminated worker had just allocated",
        operation: "sample",
        unit: "count",
      },
      pages: { title: "Pages of 8 KiB that the arena took", operation: "sample", unit: "count" },
    },
    worker: new URL("./worker/foreman.ts", import.meta.url),
    workers: 1,
    start({ profile }, hire) {
      // An arena can be recovered once nobody works on it any more.
      if (process.versions["deno"] !== undefined)
        notAvailable("terminate() returns up to 2 s before the thread ends, and nothing tells when it does");
      const terminated = count ?? ofProfile[profile];
      const { arena, ticket } = shareArena();
      const data = foremanData(program, ticket, terminated);
      const team = hire(data);
      const proof = createProof();
      return {
        measure() {
          const terminations = team.run("terminate", {
            arguments: [terminated],
            operationsEach: terminated,
            patience: patience(terminated),
          });
          arena.recover();
          for (const handle of data.handles) WorkItem.at(arena, handle).free();
          const inHands = liveHandles(arena);
          for (const handle of inHands) arena.native.free(handle);
          if (inHands.length > terminated)
            proof.fault(`${inHands.length} messages were in the hands of ${terminated} workers`);
          requireLive(arena, 0);
          const pages = pagesTaken(arena);
          if (pages > enoughPages(terminated))
            proof.fault(`the arena took ${pages} pages where ${enoughPages(terminated)} suffice`);
          return { termination: terminations.timing, "in-hands": inHands.length, pages };
        },
        verify: () => [
          proof.check(
            "nothing is lost with a worker",
            "each had one message in its hands at most, and the arena took no more pages than they need",
          ),
          checkLedgerAtZero(arena),
        ],
      };
    },
  });
}

export const terminated = terminatedBy(new URL("./worker/short-lived.ts", import.meta.url));
