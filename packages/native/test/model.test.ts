/**
 * Random operations on messages of every type, beside plain objects. Oracle: the objects, the ledger, the audit.
 * `STRAIT_OPERATIONS` says how many, `STRAIT_SEED` where to start; a failure names both, and the operations that matter.
 */
import { describe, expect, it, onTestFinished } from "vitest";
import { run, shrink } from "./model/sequence.ts";
import { parameter } from "./parameters.ts";

const operations = parameter("STRAIT_OPERATIONS", 1_000_000);
const seed = parameter("STRAIT_SEED", 1);
/** Operations on one arena. */
const most = 20_000;

const { stackTraceLimit } = Error;

describe("random operations", () => {
  it(`agree with a model: ${operations} from seed ${seed}`, { timeout: 24 * 3_600_000 }, () => {
    // Thousands of errors are asked for; their stacks would take a tenth of the time.
    Error.stackTraceLimit = 0;
    onTestFinished(() => {
      Error.stackTraceLimit = stackTraceLimit;
    });
    for (let done = 0, sequence = 0; done < operations; done += most, sequence++) {
      const count = Math.min(most, operations - done);
      const numbers = Array.from({ length: count }, (_, number) => number);
      const failure = run(seed + sequence, numbers);
      if (failure !== undefined)
        expect.fail(report(seed + sequence, numbers.slice(0, failure.step + 1), count));
    }
  });
});

/** What fails, after cutting it down, and the command that repeats it. */
function report(failingSeed: number, numbers: readonly number[], count: number): string {
  const few = shrink(failingSeed, run(failingSeed, numbers) === undefined ? range(count) : numbers);
  Error.stackTraceLimit = stackTraceLimit;
  const failure = run(failingSeed, few);
  return [
    `repeat with STRAIT_SEED=${failingSeed} STRAIT_OPERATIONS=${count} npx vitest run --root packages/native test/model.test.ts`,
    `${few.length} operations are enough: ${few.slice(-20).join(", ")}`,
    ...(failure?.trace.slice(-20) ?? []),
    failure?.error instanceof Error ? (failure.error.stack ?? failure.error.message) : String(failure?.error),
  ].join("\n");
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
