import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const packageRoot = resolve(import.meta.dirname, "../..");
const source = join(packageRoot, "native/floor.c");

/** The compiled floor, which may be missing. */
export const floorFile = join(packageRoot, "generated/floor.node");

/** How a C compiler is told that Node will bring what the add-on calls. */
const sharedObject: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["-shared"],
  darwin: ["-bundle", "-undefined", "dynamic_lookup"],
};

/**
 * Compiles the C floor unless it is newer than its source. Node's headers come with the Node that runs this.
 *
 * @param compiler the command of a C compiler that understands the options of gcc
 * @returns null when the floor is there, or why it is not: "no C compiler"
 */
export function compileFloor(compiler = "cc", output = floorFile): string | null {
  if (existsSync(output) && statSync(output).mtimeMs > statSync(source).mtimeMs) return null;
  const headers = join(dirname(dirname(process.execPath)), "include/node");
  const options = sharedObject[process.platform];
  if (options === undefined) return `not compiled on ${process.platform}`;
  if (!existsSync(join(headers, "node_api.h"))) return "no headers of Node beside it";
  mkdirSync(dirname(output), { recursive: true });
  // Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
  const fresh = `${output}.${process.pid}`;
  const compile = ["-O3", "-fPIC", "-Wall", "-Wextra", ...options, "-I", headers, "-o", fresh, source];
  const { error, status, stderr } = spawnSync(compiler, compile, { encoding: "utf8" });
  if (error !== undefined) return "no C compiler";
  if (status !== 0) {
    rmSync(fresh, { force: true });
    return `the C compiler failed: ${stderr.split("\n").find((line) => line.includes("error")) ?? stderr.trim()}`;
  }
  renameSync(fresh, output);
  return null;
}
