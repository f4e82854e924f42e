import { printable } from "@strait/results/printable";

/** What is wrong with a history or with what was to be added to it. */
export type HistoryErrorKind =
  | "missing"
  | "locked"
  | "foreign"
  | "damaged"
  | "version"
  | "unusable"
  | "invalid"
  | "unknown-series";

/** A history that cannot be used, or input that is none. The message is one sentence: what, where, what to do. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  readonly exitCode = 2;
  readonly kind: HistoryErrorKind;

  constructor(kind: HistoryErrorKind, file: string, what: string, advice: string, cause?: unknown) {
    super(`${printable(file, 400)}: ${what}: ${advice}.`, { cause });
    this.kind = kind;
  }
}

/** What DuckDB said about a file, as an error of the history. */
export function databaseError(file: string, cause: unknown): HistoryError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const refuse = (kind: HistoryErrorKind, what: string, advice: string) =>
    new HistoryError(kind, file, what, advice, cause);
  if (message.includes("Could not set lock")) {
    const holder = /\(PID (\d+)\)/.exec(message)?.[1];
    const who = holder === undefined ? "another process" : `another process (${holder})`;
    return refuse("locked", `${who} is using this history`, "wait until it has ended, and try again");
  }
  if (message.includes("not a valid DuckDB database file")) {
    return refuse("foreign", "this is no history", "give another file with --database");
  }
  if (message.includes("version number")) {
    const advice = "read it with the version of Strait that wrote it, or start a new history";
    return refuse("version", "the history has a storage format that this DuckDB does not read", advice);
  }
  if (/corrupt|checksum|could not read enough bytes/i.test(message)) {
    const advice = "restore the file from a backup, or delete it and add the results again";
    return refuse("damaged", "the history is cut short or altered", advice);
  }
  const [reason = ""] = message.split("\n");
  const advice = "check the path and its permissions";
  return refuse("unusable", `the history cannot be used (${printable(reason)})`, advice);
}
