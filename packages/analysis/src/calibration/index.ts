/** All calibrations, and what it takes to write one. */
import type { Calibration } from "./calibration.ts";
import { changes } from "./change-points.ts";
import { comparison } from "./comparison.ts";
import { complexity } from "./complexity.ts";
import { knee } from "./knee.ts";
import { leak } from "./leak.ts";
import { medians } from "./median.ts";
import { type CalibrationName, calibrationNames } from "./names.ts";
import { steadyStateOfForks } from "./steady-state.ts";
import { sustained } from "./sustained.ts";

export * from "./calibration.ts";
export { type Draws, seededDraws } from "./noise.ts";

const byName: Readonly<Record<CalibrationName, Calibration>> = {
  median: medians,
  complexity,
  knee,
  comparison,
  "change-points": changes,
  leak,
  "steady-state": steadyStateOfForks,
  sustained,
};

/** In the order of the table. */
export const calibrations: readonly Calibration[] = calibrationNames.map((name) => byName[name]);
