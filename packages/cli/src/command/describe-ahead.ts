import { availableParallelism } from "node:os";
import { describeScenario } from "@strait/harness/describe";
import type { ScenarioDescription } from "@strait/harness/run";
import type { Runtime } from "@strait/runtimes";
import type { MeasureOptions } from "./measure.ts";

/** What scenarios define on the runtimes of a run; a null runtime stands for the Node of this process. */
export type Descriptions = {
  /** @throws HarnessError when the module cannot be loaded, or the run was interrupted before that */
  of(module: string, runtime: Runtime | null): Promise<ScenarioDescription> | undefined;
  /** Resolves when all scenarios are described; rejected when one cannot be on the only runtime. */
  readonly ended: Promise<void>;
};

/**
 * Asks for the descriptions of all scenarios at once, as many processes at a time as there are processors: one after the
 * other, each while nothing else happens, they take a suite two seconds. Little is loaded for that, so that a command can
 * ask before it loads what it does with them.
 */
export function describeAhead(
  modules: readonly string[],
  runtimes: readonly (Runtime | null)[],
  { profile, signal }: Pick<MeasureOptions, "profile"> & { readonly signal: AbortSignal },
): Descriptions {
  const asked = modules.flatMap((module) =>
    runtimes.map((runtime) => ({ module, runtime, answer: Promise.withResolvers<ScenarioDescription>() })),
  );
  const waiting = asked.values();
  const describeWaiting = async (): Promise<void> => {
    for (const { module, runtime, answer } of waiting) {
      const options = { runtime: runtime ?? undefined, profile, signal, onOutput };
      await describeScenario(module, options).then(answer.resolve, answer.reject);
    }
  };
  // Whoever measures the scenario is told of its failure; nobody may do so any more.
  for (const { answer } of asked) answer.promise.catch(() => {});
  const lines = Promise.all(Array.from({ length: availableParallelism() }, describeWaiting));
  const allDescribed = async (): Promise<void> => {
    await lines;
    // Of several runtimes, the others are measured.
    if (runtimes.length === 1) await Promise.all(asked.map(({ answer }) => answer.promise));
  };
  const ended = allDescribed();
  ended.catch(() => {});
  return {
    of: (module, runtime) =>
      asked.find((one) => one.module === module && one.runtime === runtime)?.answer.promise,
    ended,
  };
}

function onOutput(text: string): void {
  process.stderr.write(text);
}
