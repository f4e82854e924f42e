/** Oracle: the records that were written. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DuetWriter,
  duetFileName,
  listResultFiles,
  ResultWriter,
  readDuetFile,
  readResultFile,
  readVerdicts,
  writeVerdicts,
} from "../src/index.ts";
import { duetFork, duetHeader, verdict } from "./fixtures/duet-records.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { forkRecord, header } from "./fixtures/records.ts";
import { oneSentence, resultErrorOf } from "./fixtures/result-error.ts";

function written(...records: Parameters<DuetWriter["append"]>[number][]): string {
  const writer = DuetWriter.create(temporaryFolder(), duetHeader);
  for (const record of records) writer.append(record);
  writer.close();
  return writer.path;
}

describe("the file of a duet", () => {
  it("gives back header, forks and verdicts, under a name made of the builds", () => {
    const path = written(duetFork(0), duetFork(1), verdict);
    expect(basename(path)).toBe("compare-origin-main-build-head-node.linux-x64-node26.duet.jsonl");
    expect(readDuetFile(path)).toEqual({
      path,
      header: duetHeader,
      forks: [duetFork(0), duetFork(1)],
      verdicts: [verdict],
      warnings: [],
    });
  });

  it("loses its torn last line only, with a warning", () => {
    const path = written(duetFork(0), duetFork(1));
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -9));
    const { forks, warnings } = readDuetFile(path);
    expect(forks).toEqual([duetFork(0)]);
    expect(warnings).toEqual([expect.stringContaining("this last line was dropped")]);
  });

  it.each([
    ["inconsistent", "is not among the header's cases", [{ ...duetFork(0), case: "other" }]],
    ["inconsistent", "is not among the header's cases", [{ ...duetFork(0), scenario: "other" }]],
    ["duplicate", "is recorded twice", [duetFork(0), duetFork(0)]],
  ] as const)("is refused as %s: %s", (kind, sentence, records) => {
    const error = resultErrorOf(() => readDuetFile(written(...records)));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(sentence);
    expect(error.message).toMatch(oneSentence);
  });

  it("is refused where a single changed digit of a verdict's inputs is not what was written", () => {
    const path = written(duetFork(0), verdict, duetFork(1));
    writeFileSync(path, readFileSync(path, "utf8").replace('"head":0.07', '"head":0.01'));
    expect(resultErrorOf(() => readDuetFile(path)).kind).toBe("damaged");
  });

  it("is neither taken for a result file nor read as one, and a result file is not read as a duet", () => {
    const folder = temporaryFolder();
    const writer = DuetWriter.create(folder, duetHeader);
    writer.close();
    const results = ResultWriter.create(folder, header);
    results.append(forkRecord(0));
    results.close();
    expect(listResultFiles(folder)).toEqual([results.path]);
    expect(resultErrorOf(() => readResultFile(writer.path)).message).toContain(
      "the first line is not a header",
    );
    expect(resultErrorOf(() => readDuetFile(results.path)).message).toContain(
      "the first line is not a header",
    );
  });

  it("has a name within a file system's bounds, whatever the builds are called", () => {
    const name = duetFileName("../../etc/passwd", "Ü".repeat(300) + "x".repeat(300), "linux-x64-node26");
    expect(name).toMatch(/^compare-etc-passwd-x{40}\.linux-x64-node26\.duet\.jsonl$/);
  });
});

describe("a file of verdicts", () => {
  it("stands beside the result file, names its run, and gives back every verdict", () => {
    const folder = temporaryFolder();
    const results = ResultWriter.create(folder, header);
    results.close();
    for (const verdicts of [[], [verdict, { ...verdict, metric: null }]]) {
      const path = writeVerdicts(results.path, header, verdicts);
      expect(path).toBe(join(folder, "wide.linux-x64-node26.verdicts.jsonl"));
      const file = readVerdicts(path);
      expect(file.header).toMatchObject({ resultFile: basename(results.path), run: header.run.id });
      expect(file.verdicts).toEqual(verdicts);
    }
    expect(listResultFiles(folder)).toEqual([results.path]);
  });

  it("refuses a record that is no verdict", () => {
    const path = writeVerdicts(join(temporaryFolder(), "wide.linux.jsonl"), header, []);
    const fork = readFileSync(written(duetFork(0)), "utf8").split("\n")[1];
    writeFileSync(path, `${readFileSync(path, "utf8")}${fork}\n`);
    expect(resultErrorOf(() => readVerdicts(path)).message).toContain(
      'a record of kind "duet-fork" stands here',
    );
  });
});
