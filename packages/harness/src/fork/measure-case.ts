import { reasonOf } from "../error.ts";
import type { Profile, ProfileName } from "../profile.ts";
import type { CaseContext } from "../scenario/context.ts";
import { NotAvailable } from "../scenario/not-available.ts";
import type { Case } from "../scenario/scenario.ts";
import type { Measurement, Pause } from "./message.ts";
import { observeFork } from "./observe/observe-fork.ts";
import { createPaceMeter } from "./observe/pace.ts";
import { createPlots } from "./observe/plots.ts";
import { readProbes, readWait } from "./probes.ts";
import { createSink } from "./sink.ts";
import { type StartedCase, startCase } from "./start-case.ts";

export type MeasureOptions = {
  readonly seed: number;
  readonly profileName: ProfileName;
  readonly profile: Profile;
  /** Called once the case is warm, and once it has measured. A case that cannot start has no pause. */
  pauseAt(reached: Pause): Promise<void>;
  /** Takes what a case threw, with its stack. */
  readonly onThrown: (thrown: unknown) => void;
};

/**
 * Starts a case, warms it up, measures it when its turn comes, verifies what it left behind, closes it. What it throws
 * becomes `error`, words that complete a sentence about the fork. So does a case that returned nothing: whatever took its
 * time, it proves no work. What it says is not available here is no error, and leaves nothing measured.
 */
export async function measureCase(definition: Case, options: MeasureOptions): Promise<Measurement> {
  const observer = await observeFork();
  const sink = createSink();
  const plots = createPlots();
  const warnings: string[] = [];
  const notes: string[] = [];
  let error: string | null = null;
  let unavailable: string | null = null;
  const attempt = async <Value>(
    step: string,
    action: () => Value | Promise<Value>,
  ): Promise<Value | undefined> => {
    try {
      const result = action();
      // What is at hand is not waited for: the event loop is observed.
      return result instanceof Promise ? await result : result;
    } catch (thrown) {
      if (thrown instanceof NotAvailable) {
        unavailable ??= reasonOf(thrown);
        return undefined;
      }
      options.onThrown(thrown);
      error ??= `failed ${step} (${reasonOf(thrown)})`;
      return undefined;
    }
  };
  const context: CaseContext = {
    profile: options.profileName,
    seed: options.seed,
    sink: sink.add,
    plot: plots.plot,
    warn: (sentence) => warnings.push(sentence),
    note: (sentence) => notes.push(sentence),
  };
  // Where several forks measure at once, they are each other's neighbours.
  const pace = options.profile.timesCount ? createPaceMeter() : null;
  observer.enter("start");
  const started = await attempt("to start", () => startCase(definition, options.profile, context, pace));
  // What starting threw away is not for the measured work to collect, where anybody asks how long that takes.
  if (options.profile.timesCount) globalThis.gc?.();
  const ready = started && (await attempt("while it warmed up", () => warmedUp(started)));
  await observer.leave();
  if (ready) await options.pauseAt("ready");
  const waitBefore = readWait();
  observer.enter("measure");
  const series = ready && (await attempt("while it was measured", () => ready.measure()));
  const wait = readWait(waitBefore);
  await observer.leave();
  if (ready) await options.pauseAt("measured");
  observer.enter("verify");
  if (series && sink.isEmpty()) error ??= "returned no result that depends on its work";
  const checks = series && (await attempt("while it was verified", () => ready.verify()));
  const ledgers = series && (await attempt("while its ledgers were read", () => ready.ledgers()));
  if (started) await attempt("to close", () => started.close());
  const observation = await observer.end();
  return {
    error,
    ...(unavailable === null ? {} : { unavailable }),
    series: series ?? [],
    checks: [...(checks ?? [])],
    ...(ledgers === undefined || ledgers.length === 0 ? {} : { ledgers: [...ledgers] }),
    warnings,
    ...(notes.length === 0 ? {} : { notes }),
    resultChecksum: sink.checksum(),
    probes: {
      ...readProbes(observation.phases, wait),
      ...(pace === null ? {} : { fastestPaceNanoseconds: pace.fastest() }),
    },
    observation: { ...observation, timelines: plots.timelines() },
  };
}

function warmedUp(started: StartedCase): StartedCase {
  started.warmUp();
  return started;
}
