import { statSync } from "node:fs";
import {
  dataScript,
  History,
  measurementsOfBencher,
  measurementsOfDataScript,
  readForeignFile,
} from "@strait/history";
import { describeAdded, type StoreOptions } from "./add.ts";
import { commitDates } from "./repository.ts";

type ImportOptions = StoreOptions & {
  readonly branch: string;
  readonly machine: string;
  readonly commit?: string;
  readonly date?: number;
};

/** Adds what another tool measured, whose format shows in the file, and prints how many points are new. */
export async function importForeign(
  file: string,
  { database, json, branch, machine, commit, date }: ImportOptions,
): Promise<void> {
  const text = readForeignFile(file);
  const dated = () =>
    date ??
    (commit === undefined ? null : commitDates()(commit)) ??
    // A file keeps its date, so that importing it again is the same run.
    Math.round(statSync(file).mtimeMs);
  const measurements = dataScript.test(text)
    ? measurementsOfDataScript(file, text, { branch, machine })
    : measurementsOfBencher(file, text, { branch, machine, commit: commit ?? null, at: dated() });
  using history = await History.open(database, "write");
  const added = await history.add(measurements);
  process.stdout.write(
    json
      ? `${JSON.stringify(added, null, 2)}\n`
      : `${describeAdded(added, "1 file")}\nHistory: ${history.path}\n`,
  );
}
