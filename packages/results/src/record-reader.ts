import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { AnyHeader, AnyRecord } from "./any-record.ts";
import { ResultError, type ResultPlace, unreadable } from "./error.ts";
import { decodeLine } from "./line.ts";

/** Bytes. The longest run writes a hundredth of this; a larger file is not ours. */
export const largestResultFile = 64 * 1024 * 1024;

const startOver = "restore the file, or delete it and run again";

/** The kinds of header, and what a file that begins with it is called. */
const fileNames = {
  header: "a result file",
  "duet-header": "a file of a duet",
  "verdict-header": "a file of verdicts",
} as const satisfies Record<AnyHeader["record"], string>;

type HeaderKind = AnyHeader["record"];

export type RecordFile<Kind extends HeaderKind> = {
  readonly header: Extract<AnyHeader, { readonly record: Kind }>;
  /** Everything after the header. */
  readonly records: readonly { readonly place: ResultPlace; readonly record: AnyRecord }[];
  readonly warnings: readonly string[];
};

/**
 * Reads a file of records that begins with a header of this kind, and checks every line on its own. A torn last line is
 * dropped with a warning; every other fault refuses the file.
 *
 * @throws ResultError that names file, line and remedy
 */
export function readRecords<Kind extends HeaderKind>(path: string, kind: Kind): RecordFile<Kind> {
  const file = resolve(path);
  const lines = linesOf(readText(file));
  const first = lines.next();
  const header = readHeader({ file, line: 1 }, first.done === true ? "" : first.value.text, kind);
  const records: { place: ResultPlace; record: AnyRecord }[] = [];
  const warnings: string[] = [];
  for (const { text, number, last } of lines) {
    const place = { file, line: number };
    const decoded = decodeLine(text);
    if (decoded.kind === "damaged" && last) {
      warnings.push(`${file}:${number}: ${decoded.reason}: this last line was dropped.`);
      continue;
    }
    if (decoded.kind !== "record") throw new ResultError(decoded.kind, place, decoded.reason, startOver);
    if (decoded.record.record === kind) throw misplaced(place, decoded.record);
    records.push({ place, record: decoded.record });
  }
  return { header, records, warnings };
}

/** The error for a record that stands in a file of another kind, or a header that is not the first line. */
export function misplaced(place: ResultPlace, { record }: AnyRecord): ResultError {
  const what = record.endsWith("header")
    ? "a second header stands here"
    : `a record of kind "${record}" stands here`;
  return new ResultError("inconsistent", place, what, "keep one header and its records in each file");
}

function readText(file: string): string {
  try {
    const status = statSync(file);
    if (!status.isFile()) throw new Error("it is not a file");
    if (status.size <= largestResultFile) return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
  throw new ResultError(
    "too-large",
    { file, line: null },
    `the file is larger than ${largestResultFile / 1024 / 1024} MiB, which no run writes`,
    "move it out of the results folder",
  );
}

/** One after the other, so that a hostile file of line breaks alone cannot fill the memory. */
function* linesOf(text: string): Generator<{ text: string; number: number; last: boolean }> {
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf("\n", start);
    const next = end === -1 ? text.length : end + 1;
    yield { text: text.slice(start, end === -1 ? next : end), number, last: next === text.length };
    start = next;
  }
}

function readHeader<Kind extends HeaderKind>(
  place: ResultPlace,
  line: string,
  kind: Kind,
): RecordFile<Kind>["header"] {
  const decoded = decodeLine(line);
  if (decoded.kind === "record") {
    if (isHeader(decoded.record, kind)) return decoded.record;
    throw new ResultError("inconsistent", place, "the first line is not a header", startOver);
  }
  if (decoded.kind === "version") {
    const advice = "read it with the version that wrote it, or delete it and run again";
    throw new ResultError("version", place, decoded.reason, advice);
  }
  const opening = `{"record":"${kind}",`;
  if (line.startsWith(opening) || opening.startsWith(line)) {
    throw new ResultError(decoded.kind, place, `the header is unusable: ${decoded.reason}`, startOver);
  }
  throw new ResultError(
    "foreign",
    place,
    `this is not ${fileNames[kind]}`,
    "move it out of the results folder",
  );
}

function isHeader<Kind extends HeaderKind>(
  record: AnyRecord,
  kind: Kind,
): record is RecordFile<Kind>["header"] {
  return record.record === kind;
}
