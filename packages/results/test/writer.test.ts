import { spawn } from "node:child_process";
import { once } from "node:events";
import { ftruncateSync, mkdirSync, readdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readResultFile } from "../src/index.ts";
import type { FileCalls } from "../src/record-writer.ts";
import { ResultWriter } from "../src/writer.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { forkRecord, header } from "./fixtures/records.ts";
import { oneSentence, resultErrorOf } from "./fixtures/result-error.ts";

describe("a writer", () => {
  it("creates the folder and names the file after scenario, platform and runtime", () => {
    const folder = join(temporaryFolder(), "a", "b");
    const writer = ResultWriter.create(folder, header);
    expect(writer.path).toBe(join(folder, "wide.linux-x64-node26.jsonl"));
    expect(readdirSync(folder)).toEqual(["wide.linux-x64-node26.jsonl"]);
    writer.append(forkRecord(0));
    expect(readResultFile(writer.path).forks).toEqual([forkRecord(0)]);
    writer.close();
  });

  it("replaces the file of an earlier run", () => {
    const folder = temporaryFolder();
    for (const fork of [1, 2]) {
      const writer = ResultWriter.create(folder, header);
      writer.append(forkRecord(fork));
      writer.close();
      expect(readResultFile(writer.path).forks).toEqual([forkRecord(fork)]);
    }
  });

  it("refuses a folder that cannot be written to, with one sentence", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "taken", "wide.linux-x64-node26.jsonl"), { recursive: true });
    const unusable = [
      join(folder, "file"),
      join(folder, "file", "below"),
      "/dev/null/results",
      join(folder, "taken"),
    ];
    for (const path of unusable) {
      const error = resultErrorOf(() => ResultWriter.create(path, header));
      expect(error).toMatchObject({ kind: "unwritable", exitCode: 2 });
      expect(error.message).toMatch(oneSentence);
      expect(error.message).toContain(path);
    }
    expect(readdirSync(join(folder, "taken"))).toEqual(["wide.linux-x64-node26.jsonl"]);
  });

  it("refuses to append after it was closed", () => {
    const writer = ResultWriter.create(temporaryFolder(), header);
    writer.close();
    writer.close();
    expect(resultErrorOf(() => writer.append(forkRecord(0))).message).toContain("has been closed");
  });
});

/** A disk that takes `capacity` bytes in pieces of at most 100, and then reports that it is full. */
function smallDisk(capacity: number): FileCalls & { enlarge(): void } {
  let room = capacity;
  return {
    write(descriptor, bytes, offset, length, position) {
      if (room === 0) throw Object.assign(new Error("write"), { code: "ENOSPC" });
      const taken = writeSync(descriptor, bytes, offset, Math.min(length, room, 100), position);
      room -= taken;
      return taken;
    },
    synchronise() {},
    truncate: ftruncateSync,
    enlarge: () => {
      room = Number.POSITIVE_INFINITY;
    },
  };
}

describe("an append", () => {
  it("has brought all its records to the disk, at once, when it returns (oracle: the order of the system calls)", () => {
    const disk = smallDisk(Number.POSITIVE_INFINITY);
    const calls: string[] = [];
    let broken = false;
    const watched: FileCalls = {
      ...disk,
      write(...parameters) {
        calls.push("write");
        return disk.write(...parameters);
      },
      synchronise() {
        calls.push("synchronise");
        if (broken) throw Object.assign(new Error("fdatasync"), { code: "EIO" });
      },
    };
    const writer = ResultWriter.create(temporaryFolder(), header, watched);
    calls.length = 0;
    writer.append(forkRecord(0));
    expect(calls.indexOf("synchronise")).toBe(calls.length - 1);
    calls.length = 0;
    writer.append(forkRecord(1), forkRecord(2));
    expect(calls.indexOf("synchronise")).toBe(calls.length - 1);
    broken = true;
    const error = resultErrorOf(() => writer.append(forkRecord(3), forkRecord(4)));
    expect(error.message).toMatch(/the disk reports an error \(EIO\)/);
    const forks = [0, 1, 2].map(forkRecord);
    expect(readResultFile(writer.path)).toMatchObject({ forks, warnings: [] });
    writer.close();
  });
});

describe("a disk that fills up", () => {
  const sizeOf = (path: string): number => readFileSync(path).length;

  it("costs only the record that did not fit, and a later one follows without a gap", () => {
    const folder = temporaryFolder();
    const whole = ResultWriter.create(folder, header);
    const headerSize = sizeOf(whole.path);
    whole.append(forkRecord(1));
    const forkSize = sizeOf(whole.path) - headerSize;
    whole.close();
    for (const spare of [0, 1, 99, 100, 101, forkSize - 1]) {
      const disk = smallDisk(headerSize + forkSize + spare);
      const writer = ResultWriter.create(folder, header, disk);
      writer.append(forkRecord(1));
      const error = resultErrorOf(() => writer.append(forkRecord(2)));
      expect(error.message).toMatch(/the disk is full \(ENOSPC\)/);
      expect(readResultFile(writer.path)).toMatchObject({ forks: [forkRecord(1)], warnings: [] });
      disk.enlarge();
      writer.append(forkRecord(3));
      writer.close();
      expect(readResultFile(writer.path).forks).toEqual([forkRecord(1), forkRecord(3)]);
    }
  });

  it("leaves at most a torn last line when even truncation fails", () => {
    const disk = smallDisk(3000);
    const refusing = {
      ...disk,
      truncate: () => {
        throw new Error("no");
      },
    };
    const writer = ResultWriter.create(temporaryFolder(), header, refusing);
    const appended: number[] = [];
    for (let fork = 0; fork < 5; fork += 1) {
      try {
        writer.append(forkRecord(fork));
        appended.push(fork);
      } catch {
        expect(readResultFile(writer.path).warnings).toHaveLength(1);
        disk.enlarge();
      }
      expect(readResultFile(writer.path).forks).toEqual(appended.map(forkRecord));
    }
    expect(appended).toHaveLength(4);
    writer.close();
  });

  it("keeps the earlier run's file when not even the header fits", () => {
    const folder = temporaryFolder();
    const earlier = ResultWriter.create(folder, header);
    earlier.append(forkRecord(3));
    earlier.close();
    const error = resultErrorOf(() => ResultWriter.create(folder, header, smallDisk(50)));
    expect(error.kind).toBe("unwritable");
    expect(readdirSync(folder)).toEqual(["wide.linux-x64-node26.jsonl"]);
    expect(readResultFile(earlier.path).forks).toEqual([forkRecord(3)]);
  });
});

describe("kill -9", () => {
  it("loses no acknowledged record (oracle: what the killed process printed)", async () => {
    const program = new URL("fixtures/append-until-killed.ts", import.meta.url).pathname;
    for (let round = 0; round < 5; round += 1) {
      const folder = temporaryFolder();
      const child = spawn(process.execPath, [program, folder], { stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      child.stdout.on("data", (data) => {
        output += data;
        if (output.length > 40 + round * 57) child.kill("SIGKILL");
      });
      await once(child, "close");
      const acknowledged = output.slice(0, output.lastIndexOf("\n")).split("\n").map(Number);
      const { forks } = readResultFile(join(folder, "wide.linux-x64-node26.jsonl"));
      expect(forks.length).toBeGreaterThanOrEqual(acknowledged.length);
      expect(forks.map(({ fork }) => fork)).toEqual(forks.map((_, index) => index));
      expect(forks.length).toBeLessThan(100_000);
    }
  });
});
