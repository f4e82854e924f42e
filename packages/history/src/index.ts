/** Measurements of many runs in one file, and what changed between them. */
export { type AttributedChange, attributeChanges, type SeriesHistory } from "./attribution.ts";
export { HistoryError, type HistoryErrorKind } from "./error.ts";
export { History } from "./history.ts";
export type { Measurement, Point, Series, SeriesKey } from "./measurement.ts";
export { measurementsOfBencher } from "./source/bencher.ts";
export { readForeignFile } from "./source/foreign.ts";
export { dataScript, measurementsOfDataScript } from "./source/github-action-benchmark.ts";
export { machineFingerprint } from "./source/machine.ts";
export { measurementsOfResults } from "./source/results.ts";
export type { Added } from "./store.ts";
