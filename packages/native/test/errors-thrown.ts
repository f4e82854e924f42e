import { ArenaError } from "../src/index.ts";

/** The code of the ArenaError that `action` throws, or a sentence about what happened instead. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof ArenaError ? error.code : `no ArenaError: ${String(error)}`;
  }
  return "nothing was thrown";
}
