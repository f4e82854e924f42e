import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DuetForkRecord, DuetHeaderRecord } from "./duet-record.ts";
import { unreadable } from "./error.ts";
import {
  duetFileName,
  ensureResultsFolder,
  platformName,
  resultFileName,
  verdictFileName,
} from "./folder.ts";
import { readResultFile } from "./reader.ts";
import type { ForkRecord, HeaderRecord, ResultFile } from "./record.ts";
import { type FileCalls, RecordWriter } from "./record-writer.ts";
import { type VerdictRecord, verdictVersion } from "./verdict-record.ts";

/** Writes one result file, fork by fork. */
export class ResultWriter extends RecordWriter<ForkRecord> {
  /**
   * Starts the result file of the header's scenario and platform in `folder`, which is created when missing.
   *
   * @throws ResultError of kind "unwritable"
   */
  static create(folder: string, header: HeaderRecord, calls?: FileCalls): ResultWriter {
    const name = resultFileName(header.scenario.name, platformName(header.environment));
    return new ResultWriter(join(ensureResultsFolder(folder), name), header, calls);
  }

  /**
   * Goes on with the result file of a run that was cut short. A line that was not wholly written is cut off.
   *
   * @returns the writer and what the file holds; null when there is no file, or no whole header in it
   * @throws ResultError when the file cannot be read or written, or is damaged elsewhere
   */
  static resume(
    folder: string,
    scenario: string,
    platform: string,
    calls?: FileCalls,
  ): { readonly writer: ResultWriter; readonly file: ResultFile } | null {
    const path = join(ensureResultsFolder(folder), resultFileName(scenario, platform));
    const written = wholeLines(path);
    if (written === 0) return null;
    const writer = new ResultWriter(path, { behind: written }, calls);
    try {
      return { writer, file: readResultFile(path) };
    } catch (error) {
      writer.close();
      throw error;
    }
  }
}

/** Bytes of a file up to its last line break; 0 where there is no file. */
function wholeLines(path: string): number {
  if (!existsSync(path)) return 0;
  try {
    return readFileSync(path).lastIndexOf("\n") + 1;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Writes one file of a duet: its forks, and then the verdicts drawn from them. */
export class DuetWriter extends RecordWriter<DuetForkRecord | VerdictRecord> {
  /**
   * Starts the file of a comparison of two builds in `folder`, which is created when missing.
   *
   * @throws ResultError of kind "unwritable"
   */
  static create(folder: string, header: DuetHeaderRecord, calls?: FileCalls): DuetWriter {
    const name = duetFileName(header.base.label, header.head.label, platformName(header.environment));
    return new DuetWriter(join(ensureResultsFolder(folder), name), header, calls);
  }
}

/**
 * Writes what was concluded from a result file beside it, replacing what was concluded before.
 *
 * @param resultFile path of the result file
 * @returns path of the file of verdicts
 * @throws ResultError of kind "unwritable"
 */
export function writeVerdicts(
  resultFile: string,
  header: HeaderRecord,
  verdicts: readonly VerdictRecord[],
): string {
  const path = join(dirname(resultFile), verdictFileName(basename(resultFile)));
  const writer = new RecordWriter<VerdictRecord>(path, {
    record: "verdict-header",
    schemaVersion: verdictVersion,
    scenario: header.scenario.name,
    resultFile: basename(resultFile),
    run: header.run.id,
  });
  try {
    writer.append(...verdicts);
  } finally {
    writer.close();
  }
  return path;
}
