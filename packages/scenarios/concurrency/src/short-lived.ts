import { type CaseContext, parallelCase } from "@strait/harness";
import { type Arena, type ArenaTicket, checkLedgerAtZero, requireLive, WorkItem } from "@strait/native";
import { createProof } from "./proof.ts";
import { mostMembers, shareArena } from "./shared-arena.ts";
import { pagesTaken } from "./slots.ts";
import { atOnce, type ForemanData } from "./worker/foreman.ts";

const wanted = 1_000;

const ofProfile: Readonly<Record<CaseContext["profile"], number>> = { smoke: 2, quick: 2, full: 10 };

/** Pages of a span, which a member takes for a size class at a time, and its blocks. */
const spanPages = 8;
const spanBlocks = 1_024;

/** Milliseconds for so many workers; one takes some 40, and on a loaded machine many times that. */
export const patience = (workers: number): number => 30_000 + 1_000 * workers;

/** Deno says that a worker has exited before its member has left the arena, and the next one joins meanwhile. */
const membersAtOnce = process.versions["deno"] === undefined ? atOnce : mostMembers;

/** Pages that so many messages at a time need, besides those in the hands of the workers that are at work. */
export const enoughPages = (messages: number): number =>
  spanPages * (membersAtOnce + Math.ceil(messages / spanBlocks));

/** What a foreman needs for workers that run `program` and leave so many messages at most. */
export function foremanData(program: URL, ticket: ArenaTicket, messages: number): ForemanData {
  return {
    program: program.href,
    addon: new URL("../generated/strait-native.node", import.meta.resolve("@strait/native")).href,
    ticket,
    typeId: WorkItem.type.id,
    handles: new Float64Array(new SharedArrayBuffer(8 * messages)),
  };
}

/** Frees what workers left; the ledger must have counted exactly that. */
export function freeLeft(arena: Arena, handles: Float64Array): void {
  requireLive(arena, handles.length);
  for (const handle of handles) WorkItem.at(arena, handle).free();
  requireLive(arena, 0);
}

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

export const shortLived = shortLivedBy(new URL("./worker/short-lived.ts", import.meta.url));
