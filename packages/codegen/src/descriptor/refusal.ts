import type { SourceLocation } from "./schema.ts";

/** Something in a schema that the generator does not support: where, and why. */
export type Refusal = { readonly location: SourceLocation; readonly reason: string };

/**
 * One line per refusal, `file:line:column: reason`, in the order of the files and lines, under a line that counts them.
 *
 * @example
 * formatRefusals([{ location: { file: "a.proto", line: 3, column: 1 }, reason: "no" }]) === "1 refusal\na.proto:3:1: no"
 */
export function formatRefusals(refusals: readonly Refusal[]): string {
  const sorted = [...refusals].sort(
    ({ location: a }, { location: b }) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
  const lines = sorted.map(({ location, reason }) => `${formatLocation(location)}: ${reason}`);
  return [refusals.length === 1 ? "1 refusal" : `${refusals.length} refusals`, ...lines].join("\n");
}

/** `file:line:column`, or the file alone when the line is not known; a path with control characters as a JSON string. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  const name = /\p{Cc}/u.test(file) ? JSON.stringify(file) : file;
  return line === 0 ? name : `${name}:${line}:${column}`;
}
