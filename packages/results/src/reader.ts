import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { consistencyCheck } from "./consistency.ts";
import { ResultError, type ResultPlace, unreadable } from "./error.ts";
import { decodeLine } from "./line.ts";
import type { ForkRecord, HeaderRecord, ResultFile } from "./record.ts";

/** Bytes. The longest run writes a hundredth of this; a larger file is not ours. */
export const largestResultFile = 64 * 1024 * 1024;

const startOver = "restore the file, or delete it and run again";

/**
 * Reads and checks a whole result file. A torn last line, the trace of a run that was killed, is dropped with a
 * warning; every other fault refuses the file.
 *
 * @throws ResultError that names file, line and remedy
 */
export function readResultFile(path: string): ResultFile {
  const file = resolve(path);
  const lines = linesOf(readText(file));
  const first = lines.next();
  const header = readHeader({ file, line: 1 }, first.done === true ? "" : first.value.text);
  const refuseContradiction = consistencyCheck(header);
  const forks: ForkRecord[] = [];
  const warnings: string[] = [];
  for (const { text, number, last } of lines) {
    const place = { file, line: number };
    const decoded = decodeLine(text);
    if (decoded.kind === "damaged" && last) {
      warnings.push(`${file}:${number}: ${decoded.reason}: this last line was dropped.`);
      continue;
    }
    if (decoded.kind !== "record") throw new ResultError(decoded.kind, place, decoded.reason, startOver);
    if (decoded.record.record === "header") {
      const advice = "keep one header and its records in each file";
      throw new ResultError("inconsistent", place, "a second header stands here", advice);
    }
    refuseContradiction(place, decoded.record);
    forks.push(decoded.record);
  }
  return { path: file, header, forks, warnings };
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

function readHeader(place: ResultPlace, line: string): HeaderRecord {
  const decoded = decodeLine(line);
  if (decoded.kind === "record") {
    if (decoded.record.record === "header") return decoded.record;
    throw new ResultError("inconsistent", place, "the first line is not a header", startOver);
  }
  if (decoded.kind === "version") {
    const advice = "read it with the version that wrote it, or delete it and run again";
    throw new ResultError("version", place, decoded.reason, advice);
  }
  const opening = '{"record":"header",';
  if (line.startsWith(opening) || opening.startsWith(line)) {
    throw new ResultError(decoded.kind, place, `the header is unusable: ${decoded.reason}`, startOver);
  }
  throw new ResultError("foreign", place, "this is not a result file", "move it out of the results folder");
}
