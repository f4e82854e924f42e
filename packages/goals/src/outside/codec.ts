import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatQuantity, median } from "@strait/analysis";
import { z } from "zod";
import { workspaceRoot } from "../workspace.ts";
import type { Outcome, OutsideFigure } from "./figure.ts";
import { runProgram } from "./run-program.ts";

const crate = "packages/goals/crates/strait-codec-rivals";
const command = ["run", "--release", "--locked", "--quiet", "-p", "strait-codec-rivals", "--", "--json"];

/** One line of the program's output: one operation on one message, by all contestants in turn. */
const line = z.object({
  message: z.string(),
  operation: z.string(),
  nanoseconds: z.record(z.string(), z.number()),
  timesAsFast: z.record(z.string(), z.number()),
  absent: z.record(z.string(), z.string()),
});
type Line = z.infer<typeof line>;

/**
 * Runs the program that measures the codec beside prost and upb, in as many processes as there are forks.
 *
 * @throws Error when Cargo cannot be started
 */
export async function measureCodec(forks: number, rounds: number, signal: AbortSignal): Promise<Outcome> {
  if (!existsSync(join(workspaceRoot, crate))) return { reason: `there is no ${crate}` };
  const lines: Line[] = [];
  for (let fork = 0; fork < forks; fork++) {
    const { status, output, errors } = await runProgram(
      "cargo",
      [...command, "--rounds", String(rounds)],
      signal,
    );
    if (status !== 0) return { reason: errors.trim().split("\n").at(-1) || "it was stopped" };
    lines.push(...readLines(output));
  }
  return collectCodec(lines);
}

/** @throws ZodError when a line is not what the program promises */
export function readLines(output: string): Line[] {
  return output
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => line.parse(JSON.parse(text)));
}

/** The lines of all processes, by metric of the catalogue: `mixed-decode-prost`. */
export function collectCodec(lines: readonly Line[]): Outcome {
  const races = Map.groupBy(lines, ({ message, operation }) => `${message}-${operation}`);
  const figures: OutsideFigure[] = [];
  const absent = new Map<string, string>();
  for (const [race, runs] of races) {
    const nanoseconds = (contestant: string) =>
      formatQuantity(
        median(runs.map((run) => run.nanoseconds[contestant] ?? Number.NaN)),
        "nanoseconds/operation",
      );
    for (const rival of Object.keys(runs[0]?.timesAsFast ?? {})) {
      figures.push({
        metric: `${race}-${rival}`,
        values: runs.flatMap((run) => run.timesAsFast[rival] ?? []),
        detail: `${nanoseconds("strait")} against ${nanoseconds(rival)}`,
      });
    }
    for (const [rival, reason] of Object.entries(runs[0]?.absent ?? {}))
      absent.set(`${race}-${rival}`, reason);
  }
  return { figures, absent };
}
