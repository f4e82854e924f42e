/** Compiles the add-on and puts it where `src/addon.ts` looks for it: `node packages/native/tools/build.ts`. */
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { runTool, workspaceRoot } from "./run-tool.ts";

/** Names that Cargo gives a dynamic library, by platform. */
const libraryNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "libstrait_stress_addon.dylib",
  win32: "strait_stress_addon.dll",
};

const advice = "install stable Rust, for example with rustup from https://rustup.rs";
runTool(
  "cargo",
  ["build", "--release", "--locked", "-p", "strait-stress-addon", "--target-dir", "target"],
  advice,
);

const library = libraryNames[process.platform] ?? "libstrait_stress_addon.so";
const folder = join(workspaceRoot, "packages/native/generated");
mkdirSync(folder, { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
const fresh = join(folder, "strait-native.node.new");
copyFileSync(join(workspaceRoot, "target/release", library), fresh);
renameSync(fresh, join(folder, "strait-native.node"));
