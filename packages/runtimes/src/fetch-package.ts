import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { extract } from "tar";
import type { BinaryPackage } from "./pinned.ts";

/** Milliseconds after which what a killed fetch left behind is nobody's any more. */
const abandoned = 3_600_000;

const unfinished = ".unfinished-";

export type FetchOptions = {
  /** Stops the fetch. */
  readonly signal?: AbortSignal | undefined;
  /** Looks at the binary before it is given its place; what it throws, the fetch throws. */
  check(binary: string): Promise<void>;
};

/**
 * Fetches a package through `npm`, so with the registry, proxy and credentials that npm is set up with, and unpacks its
 * binary and licence into `folder`. The folder appears whole or not at all, however the fetch ends; two that fetch at once
 * do not disturb each other.
 *
 * @throws Error whose message completes a sentence about the package
 */
export async function fetchPackage(
  { name, integrity, binary }: BinaryPackage,
  version: string,
  folder: string,
  { signal, check }: FetchOptions,
): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const workshop = await mkdtemp(join(parent, unfinished));
  try {
    const tarball = await pack(`${name}@${version}`, workshop, signal);
    const found = `sha512-${createHash("sha512")
      .update(await readFile(tarball))
      .digest("base64")}`;
    if (found !== integrity) {
      throw new Error(`the registry gave a package with the integrity ${found}, and ${integrity} is pinned`);
    }
    const unpacked = join(workshop, "unpacked");
    await mkdir(unpacked);
    const wanted = new Set([binary, "LICENSE"].map((file) => `package/${file}`));
    await extract({ file: tarball, cwd: unpacked, strip: 1, filter: (path) => wanted.has(path) });
    await check(join(unpacked, binary));
    await takePlace(unpacked, folder, binary);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Lets npm write the tarball of a package into a folder. Returns its path. */
async function pack(specifier: string, folder: string, signal: AbortSignal | undefined): Promise<string> {
  signal?.throwIfAborted();
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(
      "npm",
      [
        ...[
          "pack",
          specifier,
          "--pack-destination",
          folder,
          "--json",
          "--ignore-scripts",
          "--prefer-offline",
        ],
        ...["--fetch-retries=1", "--fetch-retry-mintimeout=500", "--loglevel=error"],
      ],
      { stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32", signal },
    );
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", (error) => reject(new Error(`npm did not run (${error.message})`)));
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new Error(reasonIn(errors)))));
  });
  const file = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  if (file === undefined) throw new Error(`npm wrote no package, and said "${said.trim().slice(0, 200)}"`);
  return join(folder, file);
}

/** What npm says in many lines, the codes first: its first words, in one. */
function reasonIn(errors: string): string {
  const lines = errors
    .split("\n")
    .map((line) => line.replace(/^npm (?:error|ERR!)\s*/, "").trim())
    .filter((line) => line !== "" && !/^(?:A complete log|code |errno |syscall )/.test(line));
  return `npm could not fetch it (${lines[0]?.replace(/[.\s]+$/, "") ?? "it gave no reason"})`;
}

/** Whoever comes second finds the same files there already. */
async function takePlace(unpacked: string, folder: string, binary: string): Promise<void> {
  try {
    await rename(unpacked, folder);
  } catch (error) {
    if (!existsSync(join(folder, binary))) throw error;
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(unfinished)) continue;
    const path = join(parent, name);
    // Gone by now when another fetch has ended.
    const changed = (await stat(path).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - changed > abandoned) await rm(path, { recursive: true, force: true });
  }
}
