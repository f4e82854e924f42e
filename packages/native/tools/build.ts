/** Compiles the add-on and puts it where `src/addon.ts` looks for it: `node packages/native/tools/build.ts`. */
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addonFile } from "../src/runtime/load-addon.ts";
import { runTool, workspaceRoot } from "./run-tool.ts";

const advice = "install stable Rust, for example with rustup from https://rustup.rs";
runTool(
  "cargo",
  ["build", "--release", "--locked", "-p", "strait-stress-addon", "--target-dir", "target"],
  advice,
);

const folder = join(workspaceRoot, "packages/native/generated");
mkdirSync(folder, { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
const fresh = join(folder, "strait-native.node.new");
copyFileSync(addonFile(pathToFileURL(join(workspaceRoot, "target/release/")), "strait-stress-addon"), fresh);
renameSync(fresh, join(folder, "strait-native.node"));
