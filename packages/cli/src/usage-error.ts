/** Wrong use or a broken set-up: a sentence that says what and what to do. The process ends with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
