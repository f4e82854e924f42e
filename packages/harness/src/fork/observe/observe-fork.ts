import { setImmediate } from "node:timers/promises";
import type { Observation, PhaseObservation } from "@strait/results";
import { watchCollections } from "./collections.ts";
import { watchEventLoop } from "./event-loop.ts";
import { peakResidentBytes, readMemory, resetPeak } from "./memory.ts";
import { processorStall } from "./processor-pressure.ts";

type PhaseName = PhaseObservation["name"];

/** What a fork sees of itself. Times are milliseconds of the machine's monotonic clock, which the parent reads as well. */
export type ForkObserver = {
  /** Begins a phase. */
  enter(name: PhaseName): void;
  /** Ends the phase that runs, if any: what follows belongs to none. The event loop has had a turn when it is resolved. */
  leave(): Promise<void>;
  /** Ends the last phase, and tells. The timeline is the parent's to add. */
  end(): Promise<Observation>;
};

/** Begins to observe this process. Nothing of it runs within a phase but what the engine tells of itself. */
export async function observeFork(): Promise<ForkObserver> {
  // The event loop tells nothing of itself before its first turn.
  await setImmediate();
  const collections = watchCollections();
  const eventLoop = watchEventLoop();
  const phases: PhaseObservation[] = [];
  const measured = { from: 0, to: 0, stalled: null as number | null };
  let current: { readonly name: PhaseName; readonly begin: number; readonly peaks: boolean } | null = null;

  const leave = async (): Promise<void> => {
    if (current === null) return;
    const { name, begin, peaks } = current;
    const end = monotonicMilliseconds();
    if (name === "measure") {
      measured.to = performance.now();
      measured.stalled = stalledSince(measured.stalled);
    }
    const peakBytes = peaks ? peakResidentBytes() : null;
    phases.push({ name, begin, end, peakResidentBytes: peakBytes, memory: readMemory() });
    current = null;
    await (name === "measure" && eventLoop !== null ? eventLoop.end() : setImmediate());
  };

  return {
    enter(name) {
      const peaks = resetPeak();
      if (name === "measure") {
        eventLoop?.begin();
        measured.stalled = processorStall();
        measured.from = performance.now();
      }
      current = { name, begin: monotonicMilliseconds(), peaks };
    },
    leave,
    async end() {
      await leave();
      const { from, to, stalled } = measured;
      const counted = (await collections?.stop(from, to)) ?? null;
      return {
        timelines: [],
        phases,
        collections: counted,
        eventLoop: eventLoop?.seen() ?? null,
        processorPressure: stalled === null || to <= from ? null : stalled / ((to - from) * 1e6),
      };
    },
  };
}

function stalledSince(before: number | null): number | null {
  const now = processorStall();
  return before === null || now === null ? null : now - before;
}

function monotonicMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
