import { printable } from "./printable.ts";

/** What is wrong with a result file or a results folder. */
export type ResultErrorKind =
  | "unwritable"
  | "unreadable"
  | "too-large"
  | "foreign"
  | "version"
  | "damaged"
  | "invalid"
  | "inconsistent"
  | "duplicate";

/** Where in which file; `line` counts from 1, and is null when the whole file or folder is meant. */
export type ResultPlace = { readonly file: string; readonly line: number | null };

/**
 * A result file that cannot be read, or results that cannot be written. The message is one sentence that says
 * what, where, and what to do. Programs exit with `exitCode`.
 */
export class ResultError extends Error {
  override readonly name = "ResultError";
  /** 2 for wrong use; 3 when the machine lets nobody write: its disk is full, broken or read-only. */
  readonly exitCode: 2 | 3;
  readonly kind: ResultErrorKind;
  readonly file: string;
  readonly line: number | null;

  constructor(kind: ResultErrorKind, place: ResultPlace, what: string, advice: string, cause?: unknown) {
    const where = printable(place.file, 400) + (place.line === null ? "" : `:${place.line}`);
    super(`${where}: ${what}: ${advice}.`, { cause });
    this.exitCode = kind === "unwritable" && isMachineFault(cause) ? 3 : 2;
    this.kind = kind;
    this.file = place.file;
    this.line = place.line;
  }
}

/** What no other folder or name on the same disk would mend. */
const machineFaults = new Set(["EROFS", "ENOSPC", "EDQUOT", "EFBIG", "EIO"]);

/** Whether a system call failed because of the machine, not of what it was asked: a full or read-only disk. */
export function isMachineFault(error: unknown): boolean {
  return machineFaults.has(codeOf(error) ?? "");
}

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would become too large",
  EIO: "the disk reports an error",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "it is not a folder",
  EISDIR: "it is a folder",
};

/** The code of a failed system call; null of anything else. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** A failed system call in words, with its code: "the disk is full (ENOSPC)". */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error));
  const code = codeOf(error);
  if (code === null) return printable(error.message);
  return `${systemReasons[code] ?? printable(error.message)} (${code})`;
}

export function unwritable(file: string, error: unknown): ResultError {
  return new ResultError(
    "unwritable",
    { file, line: null },
    `results cannot be written here, because ${systemReason(error)}`,
    isMachineFault(error)
      ? "make room or choose a folder on another disk; what was recorded before is kept"
      : "make it writable or choose another results folder",
    error,
  );
}

export function unreadable(file: string, error: unknown): ResultError {
  return new ResultError(
    "unreadable",
    { file, line: null },
    `results cannot be read, because ${systemReason(error)}`,
    "check the path, or run the benchmarks first",
    error,
  );
}
