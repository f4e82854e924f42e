import type { CalibrationOptions } from "@strait/analysis/calibration";
import { cellsOf, columns, conclusionOf } from "./figures.ts";
import type { Reached } from "./reached.ts";

/** The page docs/calibration.md: every goal of the methods, and what they reached. */
export function renderCalibrationPage(
  reached: readonly Reached[],
  { scale, seed }: CalibrationOptions,
): string {
  const runs = scale === 1 ? "" : `, with ${scale} times the documented number of runs`;
  return [
    `# Calibration

How often the methods of [analysis](../packages/analysis/README.md) are right, measured on data whose truth is known because
it was planted. \`npx strait calibrate --output docs/calibration.md\` wrote this page, with seed ${seed}${runs}.

A goal holds by what was reached. It fails when the 99% interval lies outside of it, and is undecided when more runs could
still reach it. Shares have Wilson's interval; scores, speeds and times are what was measured.

${conclusionOf(reached.flatMap(({ rows }) => rows))}`,
    ...reached.map(({ calibration, rows }) => {
      const lines = [columns, columns.map(() => "---"), ...rows.map(cellsOf)];
      return `## ${calibration.title}\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;
    }),
  ]
    .join("\n\n")
    .concat("\n");
}
