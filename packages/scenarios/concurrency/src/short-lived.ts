import { type CaseContext, parallelCase } from "@strait/harness";
import { checkLedgerAtZero, requireLive, WorkItem } from "@strait/native";
import { createProof } from "./proof.ts";
import { shareArena } from "./shared-arena.ts";
import { liveHandles, pagesTaken } from "./slots.ts";
import { atOnce, type ForemanData } from "./worker/foreman.ts";

const wanted = 1_000;

/** Workers of a sample: those that end by themselves, and those that are terminated. */
export type LifeCounts = { readonly live: number; readonly terminated: number };

const ofProfile: Readonly<Record<CaseContext["profile"], LifeCounts>> = {
  smoke: { live: 2, terminated: 1 },
  quick: { live: 2, terminated: 1 },
  full: { live: 10, terminated: 2 },
};

/** Milliseconds for so many workers; one takes some 40, and on a loaded machine many times that. */
const patience = (workers: number): number => 30_000 + 1_000 * workers;

/** Pages of a span, which a member takes for a size class at a time, and its blocks. */
const spanPages = 8;
const spanBlocks = 1_024;

/**
 * Workers that join a shared arena, leave one message each, and are gone.
 *
 * @param program what each of them runs
 * @param counts those of the profile when missing
 */
export function shortLivedBy(program: URL, counts?: LifeCounts) {
  return parallelCase({
    name: "short-lived",
    title: "Workers that leave one message each",
    description:
      "Workers join the shared arena two at a time, allocate one item and end; others are terminated in the middle of allocating and freeing. The ledger must find what they left, and the main thread frees it.",
    metrics: {
      life: { title: "Start, join, allocate, end", operation: "worker" },
      termination: { title: "Start, join, allocate, be terminated", operation: "worker" },
      found: { title: "Messages that workers left, found by the ledger", operation: "sample", unit: "count" },
      "in-hands": {
        title: "Messages that a terminated worker had just allocated",
        operation: "sample",
        unit: "count",
      },
      pages: { title: "Pages of 8 KiB that the arena took", operation: "sample", unit: "count" },
      resident: {
        title: "Resident memory more than before, Node's included",
        operation: "worker",
        unit: "bytes/operation",
      },
    },
    worker: new URL("./worker/foreman.ts", import.meta.url),
    workers: 1,
    start({ profile, note }, hire) {
      const { live, terminated } = counts ?? ofProfile[profile];
      if (live < wanted)
        note(`${live} workers leave a message in each sample instead of ${wanted}: profile ${profile}.`);
      const { arena, ticket } = shareArena();
      const handles = new Float64Array(new SharedArrayBuffer(8 * Math.max(live, terminated)));
      const data: ForemanData = {
        program: program.href,
        addon: new URL("../generated/strait-native.node", import.meta.resolve("@strait/native")).href,
        ticket,
        typeId: WorkItem.type.id,
        handles,
      };
      const team = hire(data);
      const proof = createProof();
      const enoughPages = spanPages * (atOnce + Math.ceil(live / spanBlocks));
      return {
        measure() {
          const before = process.memoryUsage.rss();
          const lives = team.run("live", {
            arguments: [live],
            operationsEach: live,
            patience: patience(live),
          });
          requireLive(arena, live);
          for (const handle of handles.subarray(0, live)) WorkItem.at(arena, handle).free();
          requireLive(arena, 0);
          const terminations = team.run("terminate", {
            arguments: [terminated],
            operationsEach: terminated,
            patience: patience(terminated),
          });
          const resident = Math.max(0, process.memoryUsage.rss() - before) / (live + terminated);
          arena.recover();
          for (const handle of handles.subarray(0, terminated)) WorkItem.at(arena, handle).free();
          const inHands = liveHandles(arena);
          for (const handle of inHands) arena.native.free(handle);
          if (inHands.length > terminated)
            proof.fault(`${inHands.length} messages were in the hands of ${terminated} workers`);
          requireLive(arena, 0);
          const pages = pagesTaken(arena);
          if (pages > enoughPages) proof.fault(`the arena took ${pages} pages where ${enoughPages} suffice`);
          return {
            life: lives.timing,
            termination: terminations.timing,
            found: live + terminated,
            "in-hands": inHands.length,
            pages,
            resident,
          };
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

export const shortLived = shortLivedBy(new URL("./worker/short-lived.ts", import.meta.url));
