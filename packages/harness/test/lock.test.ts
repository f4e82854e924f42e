import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { acquireLock } from "../src/run/lock.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { harnessErrorOf, oneSentence } from "./fixtures/harness-error.ts";

const unexpected = (): never => {
  throw new Error("nobody to wait for");
};

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "close");
  return child.pid ?? 0;
}

describe("the lock", () => {
  it("makes a second run wait, and says for whom, until the first is done", async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const first = await acquireLock(folder, { onWait: unexpected });
    const second = acquireLock(folder, {
      onWait(pid, file) {
        order.push(`waits for ${pid === process.pid} ${file}`);
        first.release();
      },
    });
    const lock = await second;
    expect(order).toEqual([`waits for true ${join(folder, ".lock")}`]);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over from a process that is gone, or whose number was given to another", async () => {
    const dead = { pid: await deadProcess(), started: "1", token: "a" };
    const ourselvesInAnotherLife = { pid: process.pid, started: "1", token: "b" };
    const parent = { pid: process.ppid, started: "not when this one started", token: "c" };
    for (const owner of [dead, ourselvesInAnotherLife, parent]) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, ".lock"), JSON.stringify(owner));
      const lock = await acquireLock(folder, { onWait: unexpected });
      expect(JSON.parse(readFileSync(join(folder, ".lock"), "utf8"))).toMatchObject({ pid: process.pid });
      lock.release();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("waits for an unreadable lock while it is fresh, and takes it over when it is old", async () => {
    const folder = temporaryFolder();
    const file = join(folder, ".lock");
    writeFileSync(file, "");
    const holders: (number | null)[] = [];
    const lock = await acquireLock(folder, {
      onWait(pid) {
        holders.push(pid);
        const longAgo = Date.now() / 1000 - 60;
        utimesSync(file, longAgo, longAgo);
      },
    });
    expect(holders).toEqual([null]);
    lock.release();
  });

  it("does not delete what has become another's", async () => {
    const folder = temporaryFolder();
    const lock = await acquireLock(folder, { onWait: unexpected });
    writeFileSync(join(folder, ".lock"), "another's");
    lock.release();
    expect(readFileSync(join(folder, ".lock"), "utf8")).toBe("another's");
  });

  it("lets a wait be interrupted", async () => {
    const folder = temporaryFolder();
    const first = await acquireLock(folder, { onWait: unexpected });
    const controller = new AbortController();
    const waiting = acquireLock(folder, { signal: controller.signal, onWait: () => controller.abort() });
    const error = await harnessErrorOf(waiting);
    expect(error.exitCode).toBe(3);
    expect(error.message).toMatch(oneSentence);
    expect(existsSync(join(folder, ".lock"))).toBe(true);
    first.release();
  });

  it("says when it cannot be written", async () => {
    const error = await harnessErrorOf(acquireLock("/dev/null", { onWait: unexpected }));
    expect(error.message).toMatch(oneSentence);
    expect(error.exitCode).toBe(2);
  });

  it("lets processes in one at a time, after a dead one (oracle: their log never shows two inside)", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, ".lock"),
      JSON.stringify({ pid: await deadProcess(), started: "1", token: "a" }),
    );
    const program = fileURLToPath(new URL("fixtures/take-turn.ts", import.meta.url));
    const children = Array.from({ length: 5 }, () =>
      spawn(process.execPath, [program, folder], { stdio: ["ignore", "ignore", "inherit"] }),
    );
    await Promise.all(children.map((child) => once(child, "close")));
    const expected = readFileSync(join(folder, "log"), "utf8").trim().split("\n");
    expect(expected).toHaveLength(10);
    for (let turn = 0; turn < 10; turn += 2) {
      const pid = expected[turn]?.split(" ")[0];
      expect(expected.slice(turn, turn + 2)).toEqual([`${pid} came`, `${pid} went`]);
    }
    expect(readdirSync(folder)).toEqual(["log"]);
  });
});
