import { crc32 } from "node:zlib";
import type { z } from "zod";
import { type AnyRecord, record, versions } from "./any-record.ts";
import { printable } from "./printable.ts";

/**
 * One record as a line without its line break: a JSON object whose last member is `crc`, the CRC-32 (IEEE, as in
 * zlib) of the same JSON without that member, in 8 hexadecimal digits.
 *
 * @throws ZodError when the record is not one that could be read back
 */
export function encodeLine(value: AnyRecord): string {
  const json = JSON.stringify(record.parse(value));
  return `${json.slice(0, -1)},"crc":"${checksum(json)}"}`;
}

/** What a line turned out to be. `reason` completes a sentence about the line. */
export type DecodedLine =
  | { readonly kind: "record"; readonly record: AnyRecord }
  /** Cut short or altered: the checksum is missing or wrong. */
  | { readonly kind: "damaged"; readonly reason: string }
  /** Written as it stands, by a Strait with another record format. */
  | { readonly kind: "version"; readonly reason: string; readonly version: number }
  /** Written as it stands, but not a record. */
  | { readonly kind: "invalid"; readonly reason: string };

const ending = /,"crc":"([0-9a-f]{8})"\}$/;

/** Reads a line that `encodeLine` wrote. The checksum is verified before anything is parsed. Never throws. */
export function decodeLine(line: string): DecodedLine {
  const match = ending.exec(line);
  if (match === null) return { kind: "damaged", reason: "the line is cut short or is not a record" };
  const json = `${line.slice(0, match.index)}}`;
  if (match[1] !== checksum(json)) {
    return { kind: "damaged", reason: "the line's checksum does not match its content" };
  }
  try {
    return interpret(JSON.parse(json));
  } catch (error) {
    return { kind: "invalid", reason: `the line is not a record (${printable(String(error))})` };
  }
}

function interpret(value: unknown): DecodedLine {
  const foreign = foreignVersion(value);
  if (foreign !== null) {
    const { version, known } = foreign;
    const reason = `the file has record format ${version}, and this program reads format ${known}`;
    return { kind: "version", reason, version };
  }
  const parsed = record.safeParse(value);
  if (parsed.success) return { kind: "record", record: parsed.data };
  return { kind: "invalid", reason: `the line is not a record (${firstIssue(parsed.error)})` };
}

/** The version of a header written in another format, whose further content is unknown by definition. */
function foreignVersion(value: unknown): { readonly version: number; readonly known: number } | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("record" in value) || !("schemaVersion" in value)) return null;
  const known = versions.get(value.record);
  const version = value.schemaVersion;
  if (known === undefined || !Number.isSafeInteger(version) || version === known) return null;
  return { version: Number(version), known };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "unknown reason";
  const path = issue.path.map(String).join(".");
  return printable(path === "" ? issue.message : `${path}: ${issue.message}`);
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, "0");
}
