import { readFileSync, statSync } from "node:fs";
import { printable } from "@strait/results";
import type { z } from "zod";
import { HistoryError } from "../error.ts";

/** Bytes. Years of a large project are a tenth of this. */
const largestForeignFile = 256 * 1024 * 1024;

/**
 * Text of a file that another program wrote.
 *
 * @throws HistoryError when it cannot be read or is too large
 */
export function readForeignFile(file: string): string {
  let size: number;
  try {
    ({ size } = statSync(file));
    if (size <= largestForeignFile) return readFileSync(file, "utf8");
  } catch (error) {
    const reason = printable(error instanceof Error ? error.message : String(error));
    throw new HistoryError("invalid", file, `the file cannot be read (${reason})`, "check the path", error);
  }
  const what = `the file has ${Math.ceil(size / 1024 / 1024)} MiB, and 256 are read at most`;
  throw new HistoryError("invalid", file, what, "split it");
}

/**
 * JSON of another program, held against what is needed of it.
 *
 * @param what the file should be, for the message
 * @throws HistoryError that says what is wrong where
 */
export function readForeign<Shape extends z.ZodType>(
  file: string,
  json: string,
  shape: Shape,
  what: string,
): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = printable(error instanceof Error ? error.message : String(error));
    throw new HistoryError("invalid", file, `this is not ${what} (${reason})`, "check the file", error);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = printable(issue?.path.map(String).join(".") ?? "");
  const reason = `${place === "" ? "" : `${place}: `}${printable(issue?.message ?? "unknown reason")}`;
  throw new HistoryError("invalid", file, `this is not ${what} (${reason})`, "check the file");
}
