import { ArenaError } from "./runtime/index.ts";

/** How `action` is refused: the code of an ArenaError, the name of another error, or "none" when it is not refused. */
export function refusalCode(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    if (error instanceof ArenaError) return error.code;
    return error instanceof Error ? error.name : String(error);
  }
}
