import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "./cache-folder.ts";
import { RuntimeError } from "./error.ts";
import { fetchPackage } from "./fetch-package.ts";
import { type PinnedRuntime, pinnedRuntimes, type RuntimeName } from "./pinned.ts";

/** A runtime that is on this machine. */
export type Runtime = {
  readonly name: string;
  readonly title: string;
  readonly kind: "node" | "bun" | "deno";
  readonly version: string;
  /** Absolute path of its binary. */
  readonly executable: string;
};

export type ObtainOptions = {
  /** Folder of the cache; `cacheFolder()` when missing. */
  readonly cache?: string | undefined;
  /** Stops a fetch. */
  readonly signal?: AbortSignal | undefined;
  /** Called with a sentence when a runtime is fetched, which takes seconds to minutes. */
  onFetch?(sentence: string): void;
};

/** Milliseconds in which a runtime must say its version. */
const patience = 30_000;

/**
 * A runtime in the version that is pinned: the one that this program runs on, one from the cache, or one that is fetched
 * from the npm registry and verified.
 *
 * @throws RuntimeError when it cannot be had: there is none for this platform, the registry cannot be reached, it gives
 *   something else than what is pinned, or it does not run on this machine
 * @example const { executable } = await obtainRuntime("bun"); // "/home/…/.cache/strait/bun-1.4.5-linux-x64/bin/bun"
 */
export async function obtainRuntime(name: RuntimeName, options: ObtainOptions = {}): Promise<Runtime> {
  return obtainPinned(name, pinnedRuntimes[name], `${process.platform}-${process.arch}`, options);
}

/** The same for any pin and platform. */
export async function obtainPinned(
  name: string,
  pinned: PinnedRuntime,
  platform: string,
  { cache = cacheFolder(), signal, onFetch = () => {} }: ObtainOptions,
): Promise<Runtime> {
  const { title, kind, version, packages } = pinned;
  const runtime = { name, title, kind, version };
  if (isOwn(pinned)) return { ...runtime, executable: process.execPath };
  const what = `${title} (${version})`;
  const source = packages[platform];
  if (source === undefined) {
    throw new RuntimeError(
      "unsupported",
      `There is no ${what} for ${platform} in the npm registry`,
      `choose from the runtimes that there are for it`,
    );
  }
  const folder = join(cache, `${name}-${version}-${platform}`);
  const executable = join(folder, source.binary);
  const check = (binary: string) => mustSay(binary, version);
  if (existsSync(executable)) {
    await check(executable).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RuntimeError(
        "failed",
        `${what} in ${folder} is damaged (${reason})`,
        "delete that folder and run again",
        cause,
      );
    });
    return { ...runtime, executable };
  }
  onFetch(`Fetching ${what} from the npm registry into ${folder}; this happens once.`);
  try {
    await fetchPackage(source, version, folder, { signal, check });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RuntimeError(
      "failed",
      `${what} cannot be had, because ${reason}`,
      "see that npm reaches its registry and that the cache can be written to, and run again",
      cause,
    );
  }
  return { ...runtime, executable };
}

function isOwn({ kind, version }: PinnedRuntime): boolean {
  const { bun, deno, node } = process.versions;
  return kind === "node" && bun === undefined && deno === undefined && node === version;
}

/** Throws, in words that complete a sentence, unless a binary runs and is of that version. */
async function mustSay(binary: string, version: string): Promise<void> {
  let said: string;
  try {
    said = (await promisify(execFile)(binary, ["--version"], { timeout: patience })).stdout;
  } catch (error) {
    throw new Error(`it does not run on this machine (${reasonIn(error)})`, { cause: error });
  }
  if (!said.includes(version)) throw new Error(`it says that it is "${said.trim().slice(0, 80)}"`);
}

/** The last line of what a program said before it failed; an execution that never was has a code. */
function reasonIn(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  if (said !== "") return said.split("\n").at(-1) ?? said;
  return error instanceof Error ? error.message : String(error);
}
