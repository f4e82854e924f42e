import { type ResidentWatch, watchResidentMemory } from "@strait/probe";
import type { Observation } from "@strait/results";

export type ForkWatch = {
  /** The fork's process has started. */
  begin(pid: number): void;
  /** The fork is gone. Returns what adds its timeline to what it said of itself, with all times since its start. */
  end(): <Observed extends { readonly observation: Observation }>(said: Observed) => Observed;
};

/** Watches the memory of a fork from outside, so that it is seen whatever the fork does, and even when it dies. */
export function watchFork(): ForkWatch {
  let watch: ResidentWatch | null = null;
  let start = 0;
  return {
    begin(pid) {
      start = monotonicMilliseconds();
      watch = watchResidentMemory(pid);
    },
    end() {
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
            begin: Math.max(0, phase.begin - start),
            end: Math.max(0, phase.end - start),
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
