/** Names of all calibrations, in the order of the table. They are apart, for whoever lists them and runs none. */
export const calibrationNames = [
  "median",
  "complexity",
  "knee",
  "comparison",
  "change-points",
  "leak",
  "steady-state",
  "sustained",
] as const;
export type CalibrationName = (typeof calibrationNames)[number];
