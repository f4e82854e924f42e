import { resolve } from "node:path";
import type { DuetForkRecord, DuetHeaderRecord } from "./duet-record.ts";
import { ResultError } from "./error.ts";
import { misplaced, readRecords } from "./record-reader.ts";
import type { VerdictRecord } from "./verdict-record.ts";

/** A comparison of two builds, read and checked. */
export type DuetFile = {
  readonly path: string;
  readonly header: DuetHeaderRecord;
  readonly forks: readonly DuetForkRecord[];
  /** Empty when the comparison was cut short. */
  readonly verdicts: readonly VerdictRecord[];
  readonly warnings: readonly string[];
};

/**
 * Reads and checks the file of a duet, as `readResultFile` does with results.
 *
 * @throws ResultError that names file, line and remedy
 */
export function readDuetFile(path: string): DuetFile {
  const { header, records, warnings } = readRecords(path, "duet-header");
  const cases = new Set(
    header.scenarios.flatMap(({ name, cases }) => cases.map((one) => JSON.stringify([name, one.name]))),
  );
  const seen = new Set<string>();
  const forks: DuetForkRecord[] = [];
  const verdicts: VerdictRecord[] = [];
  for (const { place, record } of records) {
    if (record.record === "verdict") {
      verdicts.push(record);
      continue;
    }
    if (record.record !== "duet-fork") throw misplaced(place, record);
    const { scenario, case: name, fork } = record;
    const key = JSON.stringify([scenario, name]);
    const what = `fork ${fork} of case "${scenario}/${name}"`;
    if (!cases.has(key)) {
      const advice = "delete the file and run again";
      throw new ResultError("inconsistent", place, `${what} is not among the header's cases`, advice);
    }
    if (seen.has(key + fork)) {
      throw new ResultError("duplicate", place, `${what} is recorded twice`, "remove one of the two lines");
    }
    seen.add(key + fork);
    forks.push(record);
  }
  return { path: resolve(path), header, forks, verdicts, warnings };
}
