import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Calibration, calibrations } from "@strait/analysis/calibration";
import { calibrationNames } from "@strait/analysis/calibration-names";
import { listenForInterrupt } from "@strait/harness/run";
import { renderCalibrationPage } from "../calibrate/calibration-page.ts";
import { renderCalibrations } from "../calibrate/calibration-table.ts";
import type { Reached } from "../calibrate/reached.ts";
import { runParts } from "../calibrate/run-parts.ts";
import { calibrationExitCode, exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

export type CalibrateOptions = {
  readonly only?: readonly string[];
  readonly scale: number;
  readonly seed: number;
  readonly json?: true;
  readonly quiet?: true;
  readonly output?: string;
};

/** Runs the calibrations on all processors, prints what they reached, and sets the exit code by what failed. */
export async function calibrate(options: CalibrateOptions): Promise<void> {
  const chosen = choose(options);
  const { scale, seed } = options;
  const tasks = chosen.flatMap(({ name, parts }) =>
    parts.map((part) => ({ calibration: name, part: part.name, scale, seed })),
  );
  const interrupt = listenForInterrupt();
  let finished = 0;
  const answers = await runParts(
    tasks,
    ({ calibration, part }, milliseconds) => {
      finished += 1;
      if (options.quiet === true) return;
      const seconds = (milliseconds / 1000).toFixed(1);
      process.stderr.write(
        `calibrate: ${finished} of ${tasks.length}: ${calibration}: ${part} (${seconds} s)\n`,
      );
    },
    interrupt.signal,
  );
  interrupt.dispose();
  const reached: Reached[] = chosen.map((calibration) => ({
    calibration,
    rows: answers.filter(({ task }) => task.calibration === calibration.name).flatMap(({ rows }) => rows),
  }));
  const rows = reached.flatMap((one) =>
    one.rows.map((row) => ({ calibration: one.calibration.name, ...row })),
  );
  process.stdout.write(`${options.json ? JSON.stringify(rows, null, 2) : renderCalibrations(reached)}\n`);
  const cutShort = interrupt.signal.aborted;
  if (cutShort) process.stderr.write("calibrate: cut short; the parts that had not finished are missing.\n");
  else if (options.output !== undefined) writePage(options.output, renderCalibrationPage(reached, options));
  process.exitCode = cutShort ? exitCode.cutShort : calibrationExitCode(rows);
}

function choose({ only, output }: CalibrateOptions): readonly Calibration[] {
  const unknown = only?.find((one) => !calibrations.some(({ name }) => name === one));
  if (unknown !== undefined) {
    throw new UsageError(`there is no calibration "${unknown}"; choose from ${calibrationNames.join(", ")}`);
  }
  if (only !== undefined && output !== undefined) {
    throw new UsageError("the page holds all calibrations: leave out --only or --output");
  }
  return calibrations.filter(({ name }) => only?.includes(name) ?? true);
}

function writePage(path: string, page: string): void {
  try {
    writeFileSync(path, page);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`the page cannot be written: ${reason}; choose another file with --output`);
  }
  process.stderr.write(`Page: ${resolve(path)}\n`);
}
