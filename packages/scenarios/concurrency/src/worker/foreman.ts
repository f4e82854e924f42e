/** Starts workers that live for one message each, and ends them. */
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { defineWorker } from "@strait/harness";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { ShortLife } from "./short-lived.ts";

export type ForemanData = Omit<ShortLife, "place" | "endless"> & { readonly program: string };

/** Workers that live at the same time. */
export const atOnce = 2;

export default defineWorker<ForemanData>(({ data: { program, ...life }, seed }) => {
  const delays = xoroshiro128plus(seed);
  const start = (place: number, endless: boolean): Worker => {
    const workerData: ShortLife = { ...life, place, endless };
    return new Worker(new URL(program), { workerData });
  };
  const leftBehind = (count: number) => {
    const result = life.handles.subarray(0, count).reduce((sum, handle) => sum + handle, 0);
    return { operations: count, result };
  };
  return {
    /** Each ends by itself. */
    async live({ arguments: [count = 0] }) {
      for (let place = 0; place < count; place += atOnce) {
        const places = Array.from({ length: Math.min(atOnce, count - place) }, (_, next) => place + next);
        await Promise.all(places.map((one) => once(start(one, false), "exit")));
      }
      return leftBehind(count);
    },
    /** Each is terminated in the middle of something, up to 4 ms after it has begun. */
    async terminate({ arguments: [count = 0] }) {
      for (let place = 0; place < count; place++) {
        const worker = start(place, true);
        await once(worker, "message");
        await setTimeout(uniformInt(delays, 0, 4));
        await worker.terminate();
      }
      return leftBehind(count);
    },
  };
});
