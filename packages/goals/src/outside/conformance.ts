import { spawnSync } from "node:child_process";
import { workspaceRoot } from "../workspace.ts";
import type { Outcome } from "./figure.ts";

/** Runs protobuf's conformance suite on the codec: `npx nx run conformance:conformance`. */
export function runConformance(): Outcome {
  const { error, stdout, stderr } = spawnSync(
    "nx",
    ["run", "conformance:conformance", "--output-style=stream"],
    {
      cwd: workspaceRoot,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      env: { ...process.env, NX_DAEMON: "false", NX_TUI: "false", NO_COLOR: "1" },
    },
  );
  if (error !== undefined) return { reason: `nx cannot be started (${error.message})` };
  return readConformance(stdout + stderr);
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
