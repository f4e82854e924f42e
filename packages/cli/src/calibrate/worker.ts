/** A thread that runs one part of a calibration after the other, and answers each with its rows. */
import { parentPort } from "node:worker_threads";
import { type CalibrationOptions, type CalibrationRow, calibrations } from "@strait/analysis/calibration";

export type PartTask = CalibrationOptions & { readonly calibration: string; readonly part: string };
export type PartAnswer = readonly CalibrationRow[];

parentPort?.on("message", ({ calibration, part, scale, seed }: PartTask) => {
  const found = calibrations
    .find(({ name }) => name === calibration)
    ?.parts.find(({ name }) => name === part);
  if (found === undefined) throw new Error(`There is no part "${part}" in the calibration "${calibration}".`);
  const answer: PartAnswer = found.run({ scale, seed });
  parentPort?.postMessage(answer);
});
