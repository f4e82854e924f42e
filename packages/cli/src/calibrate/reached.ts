import type { Calibration, CalibrationRow } from "@strait/analysis/calibration";

/** A calibration and what its parts came to. */
export type Reached = { readonly calibration: Calibration; readonly rows: readonly CalibrationRow[] };
