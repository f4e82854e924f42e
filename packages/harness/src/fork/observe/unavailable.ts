import type { Environment } from "@strait/results";
import { createAllocationMeter } from "./allocation.ts";
import { tellsCollections } from "./collections.ts";
import { tellsEventLoop } from "./event-loop.ts";
import { createPaceMeter } from "./pace.ts";
import { processorStall } from "./processor-pressure.ts";
import { createWaitMeter } from "./run-queue.ts";
import { contentOf } from "./system-file.ts";

/** What this runtime and this system do not say of a fork, each with the reason. */
export function unavailableHere(): NonNullable<Environment["unavailable"]> {
  const { bun, deno } = process.versions;
  const runtime = bun === undefined ? (deno === undefined ? `Node ${process.versions.node}` : "Deno") : "Bun";
  const system = process.platform;
  const questions: readonly (readonly [what: string, isAnswered: boolean, reason: string])[] = [
    [
      "bytes of JavaScript objects per operation",
      createAllocationMeter() !== null,
      bun === undefined
        ? `the engine of ${runtime} does not count what it allocates`
        : "Bun walks through its whole heap to count, which takes milliseconds",
    ],
    ["collections of garbage", tellsCollections(), `${runtime} gives a PerformanceObserver none of them`],
    ["utilisation and delay of the event loop", tellsEventLoop(), `${runtime} always says 0`],
    ["collecting garbage on demand", globalThis.gc !== undefined, `${runtime} has no gc()`],
    [
      "resident memory over time, peaks of the phases",
      contentOf("/proc/self/clear_refs") !== null || contentOf("/proc/self/status") !== null,
      `${system} has no /proc`,
    ],
    ["disturbed samples", createWaitMeter() !== null, `${system} does not say how long a thread waits`],
    ["slowed samples", createPaceMeter() !== null, "the probe's add-on is not built"],
    ["pressure on the processors", processorStall() !== null, `${system} has no /proc/pressure/cpu`],
  ];
  return questions.flatMap(([what, isAnswered, reason]) => (isAnswered ? [] : [{ what, reason }]));
}
