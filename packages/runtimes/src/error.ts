/**
 * A runtime that cannot be had. The message is one sentence that says which, why, and what to do.
 */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError";
  /** "unknown": no runtime has that name. "unsupported": there is none for this platform, whatever one does. */
  readonly kind: "unknown" | "unsupported" | "failed";

  constructor(kind: RuntimeError["kind"], what: string, advice: string, cause?: unknown) {
    super(`${what}: ${advice}.`, { cause });
    this.kind = kind;
  }
}
