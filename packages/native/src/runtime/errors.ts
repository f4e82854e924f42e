/**
 * The codes of all errors, as the catalogue of the crate `strait-arena` has them: a test compares this list with that of
 * the add-on, and with the table in docs/errors.md.
 */
export const arenaErrorCodes = [
  "NOT_A_HANDLE",
  "INDEX_OUT_OF_RANGE",
  "STALE_HANDLE",
  "NOT_LIVE",
  "WRONG_TYPE",
  "OUT_OF_BOUNDS",
  "OWNED",
  "LENT",
  "OUT_OF_MEMORY",
  "CORRUPT",
  "UNKNOWN_TYPE",
  "UNKNOWN_FIELD",
  "WRONG_FIELD",
  "LAYOUT_MISMATCH",
  "MALFORMED",
  "TOO_DEEP",
  "INVALID_VALUE",
  "UNSAFE_INTEGER",
  "BUSY",
  "NODE_API",
  "PANIC",
] as const;

/** One of the catalogue, or one that the operations of an add-on give their own errors. */
export type ArenaErrorCode = (typeof arenaErrorCodes)[number] | (string & {});

/**
 * What an arena throws, whether its JavaScript or its Rust found the fault; docs/errors.md has all codes. Every message
 * says what happened, to which field or handle, and what to do.
 *
 * @example
 * try { PriceTick.at(arena, handle) } catch (error) { if (error instanceof ArenaError) console.log(error.code) }
 */
export class ArenaError extends Error {
  readonly code: ArenaErrorCode;
  override readonly name = "ArenaError";

  constructor(code: ArenaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A value as an error message shows it; conversion to a string could call anything. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "bigint":
      return `${value}n`;
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    default:
      return value === null ? "null" : `a ${typeof value}`;
  }
}

/** Refuses a value that an integer field cannot hold. */
export function refuseInteger(field: string, kind: string, value: unknown): never {
  throw new ArenaError(
    "INVALID_VALUE",
    `${field}: ${shown(value)} is no ${kind}; pass a whole number in its range`,
  );
}

/** Refuses a value of the wrong JavaScript type. */
export function refuseType(field: string, expected: string, value: unknown): never {
  throw new ArenaError("INVALID_VALUE", `${field}: ${shown(value)} is no ${expected}; pass one`);
}

/** Refuses shared memory that holds what no correct program writes there. */
export function refuseCorrupt(what: string): never {
  throw new ArenaError(
    "CORRUPT",
    `shared memory is corrupt: ${what}; something wrote outside its messages, reset the arena`,
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
export function refuseIndex(index: unknown, length: number): never {
  throw new ArenaError(
    "OUT_OF_BOUNDS",
    `index ${shown(index)} is outside a repeated field of ${length} elements; use 0 to length − 1`,
  );
}
