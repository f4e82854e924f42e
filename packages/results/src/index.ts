export { ResultError, type ResultErrorKind } from "./error.ts";
export { ensureResultsFolder, listResultFiles, resultFileName } from "./folder.ts";
export { type DecodedLine, decodeLine, encodeLine } from "./line.ts";
export * from "./observation.ts";
export { printable } from "./printable.ts";
export { largestResultFile, readResultFile } from "./reader.ts";
export * from "./record.ts";
export { ResultWriter } from "./writer.ts";
