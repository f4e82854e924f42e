/** Every record that a line may hold, whichever file it stands in. */
import { z } from "zod";
import { duetForkRecord, duetHeaderRecord, duetVersion } from "./duet-record.ts";
import { forkRecord, headerRecord, schemaVersion } from "./record.ts";
import { verdictHeaderRecord, verdictRecord, verdictVersion } from "./verdict-record.ts";

export const record = z.discriminatedUnion("record", [
  headerRecord,
  forkRecord,
  duetHeaderRecord,
  duetForkRecord,
  verdictHeaderRecord,
  verdictRecord,
]);
export type AnyRecord = z.infer<typeof record>;

/** The record that a file of each kind begins with. */
export type AnyHeader = Extract<AnyRecord, { readonly schemaVersion: number }>;

/** By the kind of a header: the version that this program reads and writes. */
export const versions: ReadonlyMap<unknown, number> = new Map([
  ["header", schemaVersion],
  ["duet-header", duetVersion],
  ["verdict-header", verdictVersion],
]);
