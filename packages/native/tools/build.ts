/** Compiles the add-on and puts it where `src/addon.ts` looks for it: `node packages/native/tools/build.ts`. */
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { buildLibrary } from "./library.ts";
import { workspaceRoot } from "./run-tool.ts";

const library = buildLibrary(["--release"]);
const folder = join(workspaceRoot, "packages/native/generated");
mkdirSync(folder, { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
const fresh = join(folder, "strait-native.node.new");
copyFileSync(library, fresh);
renameSync(fresh, join(folder, "strait-native.node"));
