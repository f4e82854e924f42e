import type { Outcome } from "./figure.ts";
import { runProgram } from "./run-program.ts";

/**
 * Runs protobuf's conformance suite on the codec: `npx nx run conformance:conformance`.
 *
 * @throws Error when Nx cannot be started
 */
export async function runConformance(signal: AbortSignal): Promise<Outcome> {
  const { output, errors } = await runProgram("nx", ["run", "conformance:conformance"], signal);
  return readConformance(output + errors);
}

/** What the command printed, as a figure. */
export function readConformance(output: string): Outcome {
  const totals = /(PASSED|FAILED): (\d+) successes, (\d+) unexpected failures/.exec(output);
  if (totals !== null) {
    const [, , successes = "0", failures = "0"] = totals;
    const detail = failures === "0" ? "all of them" : `${failures} failed`;
    return { figures: [{ metric: "successes", values: [Number(successes)], detail }], absent: new Map() };
  }
  const reason = /The conformance runner does not start here: (.*)\./.exec(output)?.[1];
  return { reason: reason ?? "the suite did not end; run `npx nx run conformance:conformance` to see why" };
}
