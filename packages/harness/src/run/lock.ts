import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isMachineFault, systemReason } from "@strait/results";
import { z } from "zod";
import { HarnessError } from "../error.ts";

const owner = z.object({ pid: z.int().positive(), started: z.string().nullable() });
type Owner = z.infer<typeof owner>;

/** Milliseconds between two looks at a lock that somebody else holds. */
const lookEvery = 200;

/** Milliseconds after which a lock file without a readable owner counts as left behind. */
const unreadableAfter = 5000;

export type Lock = { release(): void };

export type LockOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Called once, with the process that holds the lock, when there is a wait. */
  onWait(pid: number | null, file: string): void;
};

/**
 * Waits until no other run measures into `folder`, and keeps others waiting until it is released. Two runs at
 * once would disturb each other's times. The lock of a process that is gone is taken over.
 *
 * @throws HarnessError when the lock cannot be written, or the wait is interrupted (exit code 3)
 */
export async function acquireLock(folder: string, options: LockOptions): Promise<Lock> {
  const file = join(folder, ".lock");
  // The token tells the locks of one process apart.
  const content = JSON.stringify({ pid: process.pid, started: startOf(process.pid), token: randomUUID() });
  let announced = false;
  while (!create(file, content)) {
    const current = contentOf(file);
    const holder = parseOwner(current);
    const stale = holder === null ? isOld(file) : !isAlive(holder);
    if (stale && takeAway(file, current)) continue;
    if (!announced) options.onWait(holder?.pid ?? null, file);
    announced = true;
    await pause(options.signal);
  }
  return {
    release() {
      if (contentOf(file) === content) rmSync(file, { force: true });
    },
  };
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // A disk that is full takes the file and not its content.
    if (isMachineFault(error)) rmSync(file, { force: true });
    throw new HarnessError(
      `The lock ${file} cannot be written, because ${systemReason(error)}`,
      "make the results folder writable or choose another one",
      isMachineFault(error) ? 3 : 2,
      error,
    );
  }
}

/** Moved before it is deleted: if another process was quicker, what we moved is its lock, and goes back. */
function takeAway(file: string, stale: string | null): boolean {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const moved = contentOf(aside);
  if (moved !== null && moved !== stale) create(file, moved);
  rmSync(aside, { force: true });
  return true;
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(lookEvery, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    const advice = "nothing was written; run again";
    throw new HarnessError("The run was interrupted while it waited for its turn", advice, 3, error);
  }
}

function parseOwner(content: string | null): Owner | null {
  try {
    return owner.parse(JSON.parse(content ?? ""));
  } catch {
    return null;
  }
}

/** Process numbers are used again, all the sooner in a container, so the time of the start must agree as well. */
function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  return startOf(pid) === started;
}

/** Clock ticks from boot to the start of a process (proc_pid_stat(5), field 22); null where /proc is missing. */
function startOf(pid: number): string | null {
  const stat = contentOf(`/proc/${pid}/stat`);
  // The second field is the command in brackets, which may itself hold blanks and brackets.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function isOld(file: string): boolean {
  const status = statSync(file, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > unreadableAfter;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
