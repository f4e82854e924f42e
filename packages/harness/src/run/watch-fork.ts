import { type RecentReadings, type ResidentWatch, watchResidentMemory } from "@strait/probe";
import type { Observation } from "@strait/results";

export type ForkWatch = {
  /** The turn of the fork has come: it is prepared, and begins to measure. */
  begin(pid: number): void;
  /** The fork is gone. Returns what adds its timeline to what it said of itself, with all times since its turn came. */
  end(): <Observed extends { readonly observation: Observation }>(said: Observed) => Observed;
};

/** Milliseconds between two tellings of what is read: often enough for an eye, rarely enough for the machine. */
const tellingInterval = 100;

/**
 * Watches the memory of a fork from outside, so that it is seen whatever the fork does, and even when it dies. `onReading`
 * is told of it ten times a second, and once more at the end.
 */
export function watchFork(onReading: (reading: RecentReadings) => void): ForkWatch {
  let watch: ResidentWatch | null = null;
  let start = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    const reading = watch?.recent() ?? null;
    if (reading !== null) onReading(reading);
  };
  return {
    begin(pid) {
      start = monotonicMilliseconds();
      watch = watchResidentMemory(pid);
      timer = setInterval(tell, tellingInterval);
    },
    end() {
      clearInterval(timer);
      tell();
      const timeline = watch?.stop() ?? null;
      return (said) => ({
        ...said,
        observation: {
          ...said.observation,
          timelines: [
            ...(timeline === null ? [] : [{ quantity: "resident bytes" as const, ...timeline }]),
            ...said.observation.timelines.map(({ points, ...told }) => ({
              ...told,
              points: points.map(([time, ...bytes]): Point => [Math.max(0, time - start), ...bytes]),
            })),
          ].map(({ points, ...told }) => ({
            ...told,
            points: points.map(([time, ...bytes]): Point => [hundredth(time), ...bytes]),
          })),
          phases: said.observation.phases.map((phase) => ({
            ...phase,
            begin: phase.begin - start,
            end: phase.end - start,
          })),
        },
      });
    },
  };
}

type Point = [milliseconds: number, lowest: number, highest: number];

/** A reading is not dated better than that, and digits fill the file. */
function hundredth(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

function monotonicMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
