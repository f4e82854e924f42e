/**
 * The codes of what an arena refuses, the same in Rust and here, and those that the operations of an add-on give
 * their own errors.
 */
export type ArenaErrorCode =
  | "NOT_A_HANDLE"
  | "INDEX_OUT_OF_RANGE"
  | "STALE_HANDLE"
  | "NOT_LIVE"
  | "WRONG_TYPE"
  | "OUT_OF_BOUNDS"
  | "OWNED"
  | "LENT"
  | "OUT_OF_MEMORY"
  | "CORRUPT"
  | "UNKNOWN_TYPE"
  | "UNKNOWN_FIELD"
  | "WRONG_FIELD"
  | "LAYOUT_MISMATCH"
  | "MALFORMED"
  | "TOO_DEEP"
  | "INVALID_VALUE"
  | "UNSAFE_INTEGER"
  | "BUSY"
  | "NODE_API"
  | "PANIC"
  | (string & {});

/**
 * An error of an arena, whichever language found it. Its message says what happened, to which field or handle, and what
 * to do.
 */
export class ArenaError extends Error {
  readonly code: ArenaErrorCode;
  override readonly name = "ArenaError";

  constructor(code: ArenaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refuses a value that an integer field cannot hold. */
export function refuseInteger(field: string, kind: string, value: unknown): never {
  throw new ArenaError(
    "INVALID_VALUE",
    `${field}: ${String(value)} is no ${kind}; pass a whole number in its range`,
  );
}

/** Refuses to read a 64-bit integer as a number that could not hold it. */
export function refuseUnsafe(field: string, value: bigint): never {
  throw new ArenaError(
    "UNSAFE_INTEGER",
    `${field}: ${value} is beyond 2⁵³ and would lose digits as a number; read ${field.slice(field.indexOf(".") + 1)}AsBigInt instead`,
  );
}

/** Refuses an element index outside a repeated field. */
export function refuseIndex(index: number, length: number): never {
  throw new ArenaError("OUT_OF_BOUNDS", `index ${index} is outside a repeated field of ${length} elements`);
}
