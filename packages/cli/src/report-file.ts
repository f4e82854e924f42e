import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { analyse, type ScenarioAnalysis } from "@strait/analysis";
import { listResultFiles, readResultFile } from "@strait/results";
import { UsageError } from "./usage-error.ts";

/**
 * Writes the report on all result files of a folder. Returns its path; by default it is report.html beside them.
 *
 * @param known analyses of files of that folder, by path, which need not be made again
 */
export async function writeReport(
  resultsFolder: string,
  output = join(resultsFolder, "report.html"),
  known: ReadonlyMap<string, ScenarioAnalysis> = new Map(),
): Promise<string> {
  const files = listResultFiles(resultsFolder);
  if (files.length === 0) {
    throw new UsageError(
      `there are no result files in ${resolve(resultsFolder)}; run \`npm run bench\` first`,
    );
  }
  // Charts and their libraries are loaded by whoever writes a report, not by every command.
  const { renderReport } = await import("@strait/report");
  const analyses = files.map((file) => known.get(file) ?? analyse(readResultFile(file)));
  const page = await renderReport(analyses, { generatedAt: new Date().toISOString() });
  const path = resolve(output);
  try {
    writeFileSync(path, page);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`the report cannot be written: ${reason}; choose another file with --output`);
  }
  return path;
}
