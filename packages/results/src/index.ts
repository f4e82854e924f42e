export type { AnyRecord } from "./any-record.ts";
export { boundaryOf } from "./boundary.ts";
export { type DuetFile, readDuetFile } from "./duet-reader.ts";
export * from "./duet-record.ts";
export { isMachineFault, ResultError, type ResultErrorKind, systemReason } from "./error.ts";
export {
  duetFileName,
  ensureResultsFolder,
  listResultFiles,
  platformName,
  resultFileName,
  verdictFileName,
} from "./folder.ts";
export { type DecodedLine, decodeLine, encodeLine } from "./line.ts";
export * from "./observation.ts";
export { countsAlike, type ForkCounts, isUndisturbed, plannedForks } from "./planned-forks.ts";
export { printable } from "./printable.ts";
export {
  enoughQuietSamples,
  fastestPace,
  isQuiet,
  judgedSamples,
  quietForks,
  slowedFactor,
  slowedSamples,
} from "./quiet.ts";
export { readResultFile } from "./reader.ts";
export * from "./record.ts";
export { largestResultFile } from "./record-reader.ts";
export { readVerdicts, type VerdictFile } from "./verdict-reader.ts";
export * from "./verdict-record.ts";
export { DuetWriter, ResultWriter, writeVerdicts } from "./writer.ts";
