import { isDeepStrictEqual } from "node:util";
import { type ForkRecord, type HeaderRecord, platformName, printable, ResultWriter } from "@strait/results";
import { HarnessError } from "../error.ts";

/** An open result file, and what it holds already. */
export type OpenResults = {
  readonly writer: ResultWriter;
  /** The one in the file: of the run that was cut short, when it is resumed. */
  readonly header: HeaderRecord;
  readonly forks: readonly ForkRecord[];
};

/**
 * Opens the result file of a run that begins now, or of one that was cut short.
 *
 * @param header of the run as it would begin now
 * @throws HarnessError when the run that was cut short was another one: its records do not go with those to come
 * @throws ResultError when the file cannot be read or written
 */
export function openResults(folder: string, header: HeaderRecord, resume: boolean): OpenResults {
  const platform = platformName(header.environment);
  const resumed = resume ? ResultWriter.resume(folder, header.scenario.name, platform) : null;
  if (resumed === null) return { writer: ResultWriter.create(folder, header), header, forks: [] };
  const { writer, file } = resumed;
  const difference = differenceOf(file.header, header);
  if (difference === null) return { writer, header: file.header, forks: file.forks };
  writer.close();
  throw new HarnessError(
    `The run in ${printable(file.path, 400)} cannot be resumed, because ${difference} another then`,
    "run as it was run then, or without --resume to begin anew",
  );
}

/** What of two runs makes their records not go together, in words; null when nothing does. */
function differenceOf(then: HeaderRecord, now: HeaderRecord): string | null {
  const compared: readonly (readonly [words: string, then: unknown, now: unknown])[] = [
    ["the profile was", then.run.profile, now.run.profile],
    ["the seed was", then.run.seed, now.run.seed],
    ["the number of forks was", forksOf(then), forksOf(now)],
    ["the commit was", then.run.commit?.id, now.run.commit?.id],
    ["the add-on was", then.environment.addon, now.environment.addon],
    ["the runtime was", then.environment.runtime, now.environment.runtime],
    ["the machine was", machineOf(then), machineOf(now)],
    ["the choice of cases was", then.cases.map(({ name }) => name), now.cases.map(({ name }) => name)],
    ["the definition of a case was", then.cases, now.cases],
  ];
  return compared.find(([, one, other]) => !isDeepStrictEqual(one, other))?.[0] ?? null;
}

function forksOf({ run: { forks, mostForks, countForks, sustainedForks } }: HeaderRecord): unknown {
  return [forks, mostForks, countForks, sustainedForks];
}

function machineOf({ environment }: HeaderRecord): unknown {
  const { platform, cpuModel, cores, kernel } = environment;
  return { platform, cpuModel, cores, kernel };
}
