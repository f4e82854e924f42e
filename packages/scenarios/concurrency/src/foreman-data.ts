/** What cases tell a foreman, whose workers join an arena and are gone, and what may be left of them. */
import type { ArenaTicket } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { mostMembers } from "./shared-arena.ts";
import { atOnce, type ForemanData } from "./worker/foreman.ts";

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
