import { statSync } from "node:fs";
import { type Added, History, measurementsOfResults } from "@strait/history";
import { listResultFiles, readResultFile } from "@strait/results";
import { UsageError } from "../../usage-error.ts";
import { commitDates, currentBranch } from "./repository.ts";

export type StoreOptions = { readonly database: string; readonly json?: true };

/** Adds result files, all or none, and prints how many points are new. */
export async function addResults(
  paths: readonly string[],
  { database, json, branch = currentBranch() }: StoreOptions & { readonly branch?: string },
): Promise<void> {
  const files = paths.flatMap(resultFilesOf).map(readResultFile);
  const commitDate = commitDates();
  const measurements = files.flatMap((file) => measurementsOfResults(file, { branch, commitDate }));
  for (const warning of files.flatMap(({ warnings }) => warnings)) process.stderr.write(`! ${warning}\n`);
  using history = await History.open(database, "write");
  const added = await history.add(measurements);
  const source = files.length === 1 ? "1 file" : `${files.length} files`;
  process.stdout.write(
    json
      ? `${JSON.stringify(added, null, 2)}\n`
      : `${describeAdded(added, source)}\nHistory: ${history.path}\n`,
  );
}

/** One line that says what adding did. */
export function describeAdded({ added, replaced, known }: Added, source: string): string {
  const points = added === 1 ? "1 point" : `${added.toLocaleString("en-US")} points`;
  const notes = [
    ...(replaced > 0 ? [`${replaced.toLocaleString("en-US")} replaced`] : []),
    ...(known > 0 ? [`${known.toLocaleString("en-US")} known already`] : []),
  ];
  return `Added ${points} from ${source}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}.`;
}

function resultFilesOf(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const files = listResultFiles(path);
  if (files.length > 0) return files;
  throw new UsageError(`there are no result files in ${path}; run \`npx strait bench\` first`);
}
