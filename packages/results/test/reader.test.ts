import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AnyRecord,
  encodeLine,
  largestResultFile,
  type ResultFile,
  readResultFile,
  schemaVersion,
} from "../src/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { forkRecord, header } from "./fixtures/records.ts";
import { oneSentence, resultErrorOf } from "./fixtures/result-error.ts";

function lines(...records: AnyRecord[]): string {
  return records.map((record) => `${encodeLine(record)}\n`).join("");
}

function written(content: string | Buffer): string {
  const path = join(temporaryFolder(), "wide.linux-x64-node26.jsonl");
  writeFileSync(path, content);
  return path;
}

const forks = [0, 1, 2, 3, 4].map(forkRecord);
const intact = Buffer.from(lines(header, ...forks));
const breaks = [...intact.keys()].filter((index) => intact[index] === 0x0a);

describe("a file that a run wrote", () => {
  it("gives back its header and its forks in order (oracle: the records themselves)", () => {
    const path = written(intact);
    expect(readResultFile(path)).toEqual({ path, header, forks, warnings: [] });
  });

  it("loses at most its torn last line when it is cut at any byte (oracle: the line ends before the cut)", () => {
    expect(intact.length).toBeGreaterThan(4000);
    const path = written(intact);
    const [headerEnd = 0, ...forkEnds] = breaks;
    for (let cut = intact.length - 1; cut >= 0; cut -= 1) {
      truncateSync(path, cut);
      if (cut < headerEnd) {
        const error = resultErrorOf(() => readResultFile(path));
        expect(error).toMatchObject({ kind: "damaged", file: path, line: 1 });
        expect(error.message).toMatch(oneSentence);
        continue;
      }
      const file = readResultFile(path);
      const whole = forkEnds.filter((end) => end <= cut).length;
      const torn = cut > headerEnd + 1 && !breaks.includes(cut) && !breaks.includes(cut - 1);
      expect(file.forks, `cut at ${cut}`).toEqual(forks.slice(0, whole));
      expect(file.warnings.length, `cut at ${cut}`).toBe(torn ? 1 : 0);
    }
  });

  it("never passes off altered content as measured (oracle: the records themselves; 5,000 seeded flips)", () => {
    const path = written(intact);
    const bit = fc.integer({ min: 0, max: intact.length * 8 - 1 });
    let refused = 0;
    fc.assert(
      fc.property(bit, (position) => {
        const altered = Buffer.from(intact);
        altered[position >> 3] = (altered[position >> 3] ?? 0) ^ (1 << (position & 7));
        writeFileSync(path, altered);
        let file: ResultFile;
        try {
          file = readResultFile(path);
        } catch {
          const error = resultErrorOf(() => readResultFile(path));
          expect(error.message).toMatch(oneSentence);
          expect(error.line).not.toBeNull();
          refused += 1;
          return;
        }
        expect(file.header).toEqual(header);
        // Without the break between them, the last two lines are one, and damaged.
        const lost = position >> 3 === breaks.at(-2) ? 2 : 1;
        expect(file.forks).toEqual(forks.slice(0, -lost));
        expect(file.warnings).toHaveLength(1);
      }),
      { numRuns: 5000, seed: 7 },
    );
    expect(refused).toBeGreaterThan(2500);
  });
});

describe("a file that is refused", () => {
  const second = encodeLine(forkRecord(1));
  const damaged = second.replace("421.5", "421.6");
  const opened = `{"record":"header","schemaVersion":${schemaVersion + 1}`;
  const newer = `${opened},"crc":"${crc32(`${opened}}`).toString(16).padStart(8, "0")}"}\n`;
  const stranger = { ...forkRecord(0), case: "other" };
  const series = forkRecord(0).series.map((one) => ({ ...one, metric: "write" }));
  it.each([
    ["damaged", "a damaged line in the middle", `${lines(header)}${damaged}\n${lines(forkRecord(2))}`, 2],
    [
      "damaged",
      "a torn line in the middle",
      `${lines(header)}${second.slice(0, 90)}\n${lines(forkRecord(2))}`,
      2,
    ],
    ["damaged", "an empty line in the middle", `${lines(header)}\n${lines(forkRecord(2))}`, 2],
    ["damaged", "an empty file", "", 1],
    ["foreign", "a foreign JSON Lines file", '{"hello":1}\n{"hello":2}\n', 1],
    ["foreign", "a binary file", "\u0000\u0001PNG\n\u0000", 1],
    ["foreign", "a mark before the header", `\ufeff${lines(header)}`, 1],
    ["version", "a newer format", newer, 1],
    ["inconsistent", "no header", lines(forkRecord(0)), 1],
    ["inconsistent", "two headers", lines(header, forkRecord(0), header), 3],
    ["inconsistent", "an unknown case", lines(header, stranger), 2],
    ["inconsistent", "an unknown metric", lines(header, { ...forkRecord(0), series }), 2],
    ["inconsistent", "a fork beyond the run", lines(header, forkRecord(5)), 2],
    ["duplicate", "a repeated record", lines(header, forkRecord(0), forkRecord(1), forkRecord(0)), 4],
  ])("%s: %s", (kind, _name, content, line) => {
    const path = written(content);
    const error = resultErrorOf(() => readResultFile(path));
    expect(error).toMatchObject({ kind, file: path, line, exitCode: 2 });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(`${path}:${line}: `);
  });

  it("too-large: 100 MB, without reading it", () => {
    const path = written(intact);
    truncateSync(path, 100_000_000);
    expect(resultErrorOf(() => readResultFile(path))).toMatchObject({ kind: "too-large", line: null });
  });

  it("damaged: as large as allowed, all line breaks after a header", () => {
    const path = written(
      Buffer.concat([Buffer.from(lines(header)), Buffer.alloc(largestResultFile / 2, "\n")]),
    );
    expect(resultErrorOf(() => readResultFile(path))).toMatchObject({ kind: "damaged", line: 2 });
  });

  it("unreadable: no file, a folder, a device", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "wide.jsonl"));
    for (const path of [join(folder, "none.jsonl"), join(folder, "wide.jsonl"), "/dev/null"]) {
      const error = resultErrorOf(() => readResultFile(path));
      expect(error).toMatchObject({ kind: "unreadable", file: path, line: null });
      expect(error.message).toMatch(oneSentence);
    }
  });
});
