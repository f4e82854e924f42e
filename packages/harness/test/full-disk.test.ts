/** Oracle: what the run printed as recorded, and the file that is left. The disks are real, as far as the system lets us. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listResultFiles, readResultFile } from "@strait/results";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./fixtures/folder.ts";
import { oneSentence } from "./fixtures/harness-error.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const run = `"${process.execPath}" "${fixture("resume.ts")}" "${fixture("seeded.ts")}"`;

function shell(script: string, ...before: readonly string[]) {
  const [command = "bash", ...rest] = [...before, "bash", "-c", script];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8" });
  return { code: status, lines: stdout.split("\n").slice(0, -1), errors: stderr.trim() };
}

/** A file system of one's own needs Linux, and to be allowed to. */
const ownMounts = ["unshare", "--user", "--map-root-user", "--mount"] as const;
const mountable = shell("mount -t tmpfs none /mnt", ...ownMounts).code === 0;

describe.runIf(process.platform === "linux")("a disk that takes no more", { timeout: 180_000 }, () => {
  it("ends the run with a sentence and code 3; what was recorded stays, and is resumed (limit of a file's size)", () => {
    const folder = join(temporaryFolder(), "results");
    const { code, lines, errors } = shell(`ulimit -f 12; ${run} "${folder}" 6`);
    expect(code).toBe(3);
    expect(errors).toMatch(oneSentence);
    expect(errors).toContain("the file would become too large (EFBIG): make room");
    const [file = ""] = listResultFiles(folder);
    const { forks, warnings } = readResultFile(file);
    expect(forks.map((record) => `${record.case} ${record.fork}`)).toEqual(lines);
    expect(forks.length).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
    expect(shell(`${run} "${folder}" 6`)).toMatchObject({ code: 0, errors: "" });
    expect(readResultFile(file).forks.slice(0, forks.length)).toEqual(forks);
    expect(readResultFile(file).forks).toHaveLength(12);
  });

  it.runIf(mountable)("does so when it is full (a file system of 16 KiB)", () => {
    const folder = temporaryFolder();
    const script = `mount -t tmpfs -o size=16k none "${folder}" && ${run} "${folder}" 6; code=$?; ls -A "${folder}"; exit $code`;
    const { code, lines, errors } = shell(script, ...ownMounts);
    expect(code).toBe(3);
    expect(errors).toMatch(oneSentence);
    expect(errors).toContain("the disk is full (ENOSPC): make room");
    expect(lines.length).toBeGreaterThan(1);
    // Neither a lock nor a half-written file is left.
    expect(lines.filter((line) => line.includes("."))).toEqual([
      `seeded.${process.platform}-${process.arch}-node${process.versions.node.split(".")[0]}.jsonl`,
    ]);
  });

  it.runIf(mountable)("does so when it is read-only", () => {
    const folder = temporaryFolder();
    const script = `mount -t tmpfs -o ro none "${folder}" && ${run} "${folder}" 1`;
    const { code, lines, errors } = shell(script, ...ownMounts);
    expect(code).toBe(3);
    expect(errors).toMatch(oneSentence);
    expect(errors).toContain("the file system is read-only (EROFS)");
    expect(lines).toEqual([]);
  });
});
