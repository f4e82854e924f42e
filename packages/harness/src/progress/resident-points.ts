import type { ForkRecord, Timeline } from "@strait/results";

/** The timeline of a fork's resident memory; empty where nothing read it. What the case tells of its own memory is none. */
export function residentPoints({ observation }: ForkRecord): Timeline["points"] {
  return observation.timelines.find(({ quantity }) => quantity === "resident bytes")?.points ?? [];
}
