import { resolve } from "node:path";
import { consistencyCheck } from "./consistency.ts";
import type { ForkRecord, ResultFile } from "./record.ts";
import { misplaced, readRecords } from "./record-reader.ts";

/**
 * Reads and checks a whole result file. A torn last line, the trace of a run that was killed, is dropped with a
 * warning; every other fault refuses the file.
 *
 * @throws ResultError that names file, line and remedy
 */
export function readResultFile(path: string): ResultFile {
  const { header, records, warnings } = readRecords(path, "header");
  const refuseContradiction = consistencyCheck(header);
  const forks: ForkRecord[] = [];
  for (const { place, record } of records) {
    if (record.record !== "fork") throw misplaced(place, record);
    refuseContradiction(place, record);
    forks.push(record);
  }
  return { path: resolve(path), header, forks, warnings };
}
