import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects garbage. Throws where that cannot be asked for. */
export function collect(): void {
  globalThis.gc ??= exposeGc();
  globalThis.gc();
}

function exposeGc(): NodeJS.GCFunction {
  setFlagsFromString("--expose-gc");
  const exposed: unknown = runInNewContext("gc");
  if (typeof exposed !== "function") throw new Error("garbage cannot be collected on demand here; run Node");
  return Object.assign((): undefined => {
    Reflect.apply(exposed, undefined, []);
  });
}

/** Lets the event loop turn: finalizers and callbacks of registries run in tasks of their own. */
export async function turn(times = 1): Promise<void> {
  for (let time = 0; time < times; time++) await setImmediate();
}

/** Collects until all is given back, five times at most: what one collection finds dead, the turns after it finalize. */
export async function settle(isDone: () => boolean): Promise<void> {
  for (let time = 0; time < 5 && !isDone(); time++) {
    collect();
    await turn(3);
  }
}
