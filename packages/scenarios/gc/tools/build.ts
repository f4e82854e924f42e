/** Compiles the add-on: `node packages/scenarios/gc/tools/build.ts`. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { addonFile } from "../src/addon-file.ts";

const workspaceRoot = resolve(import.meta.dirname, "../../../..");
const crate = "strait-gc";
const build = ["build", "--release", "--locked", "-p", crate, "--target-dir", "target"];
const { status } = spawnSync("cargo", build, { cwd: workspaceRoot, stdio: "inherit" });
if (status !== 0) process.exit(2);

const names: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "libstrait_gc.dylib",
  win32: "strait_gc.dll",
};
const library = join(workspaceRoot, "target/release", names[process.platform] ?? "libstrait_gc.so");
mkdirSync(dirname(addonFile), { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
copyFileSync(library, `${addonFile}.new`);
renameSync(`${addonFile}.new`, addonFile);
