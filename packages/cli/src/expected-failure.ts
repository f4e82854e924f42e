import { HarnessError } from "@strait/harness/error";
import { HistoryError } from "@strait/history/error";
import { ResultError } from "@strait/results/error";
import { RuntimeError } from "@strait/runtimes/error";
import { exitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";

/** A failure that says in its message what is wrong and what to do, and what the process ends with; null of any other. */
export function expectedFailure(
  thrown: unknown,
): { readonly message: string; readonly exitCode: number } | null {
  if (thrown instanceof HarnessError || thrown instanceof ResultError) return thrown;
  if ([HistoryError, RuntimeError, UsageError].some((kind) => thrown instanceof kind)) {
    return thrown instanceof Error ? { message: thrown.message, exitCode: exitCode.misuse } : null;
  }
  return null;
}
