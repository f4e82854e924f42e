/** Compiles the add-on and puts it where `src/addon.ts` looks for it: `node packages/scenarios/boundary/tools/build.ts`. */
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { run, workspaceRoot } from "./model.ts";

/** Names that Cargo gives a dynamic library, by platform. */
const libraryNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "libstrait_boundary.dylib",
  win32: "strait_boundary.dll",
};

run("cargo", ["build", "--release", "--locked", "-p", "strait-boundary", "--target-dir", "target"]);

const library = libraryNames[process.platform] ?? "libstrait_boundary.so";
const folder = join(workspaceRoot, "packages/scenarios/boundary/generated");
mkdirSync(folder, { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
const fresh = join(folder, "strait-boundary.node.new");
copyFileSync(join(workspaceRoot, "target/release", library), fresh);
renameSync(fresh, join(folder, "strait-boundary.node"));
