import { resolve } from "node:path";
import { misplaced, readRecords } from "./record-reader.ts";
import type { VerdictHeaderRecord, VerdictRecord } from "./verdict-record.ts";

/** What was concluded from one result file, read and checked. */
export type VerdictFile = {
  readonly path: string;
  readonly header: VerdictHeaderRecord;
  readonly verdicts: readonly VerdictRecord[];
  readonly warnings: readonly string[];
};

/**
 * Reads and checks a file of verdicts, as `readResultFile` does with results.
 *
 * @throws ResultError that names file, line and remedy
 */
export function readVerdicts(path: string): VerdictFile {
  const { header, records, warnings } = readRecords(path, "verdict-header");
  const verdicts = records.map(({ place, record }) => {
    if (record.record !== "verdict") throw misplaced(place, record);
    return record;
  });
  return { path: resolve(path), header, verdicts, warnings };
}
