/**
 * The errors of an arena, with the same codes as the Rust side's `ArenaError`.
 * Every message says what happened, to which field or handle, and what to do.
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
  | "LAYOUT_MISMATCH"
  | "INVALID_VALUE"
  | "UNSAFE_INTEGER";

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
