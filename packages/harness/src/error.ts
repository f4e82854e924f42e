/**
 * A run that cannot begin or go on. The message is one sentence that says what, where, and what to do. Programs
 * exit with `exitCode`: 2 for wrong use or a broken set-up, 3 for a run that was interrupted.
 */
export class HarnessError extends Error {
  override readonly name = "HarnessError";
  readonly exitCode: 2 | 3;

  constructor(what: string, advice: string, exitCode: 2 | 3 = 2, cause?: unknown) {
    super(`${what}: ${advice}.`, { cause });
    this.exitCode = exitCode;
  }
}

/** The first line of what was thrown, without a full stop, ready to stand inside a sentence. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return (text.split("\n")[0] ?? "").replace(/[.\s]+$/, "");
}
