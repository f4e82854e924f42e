/** Compiles what figures are held against: `node packages/goals/tools/build.ts`. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addonFile } from "@strait/native/runtime";
import { compileFloor } from "../src/floor/compile.ts";
import { prostFile } from "../src/peers/prost.ts";
import { workspaceRoot } from "../src/workspace.ts";

const crate = "strait-prost-addon";
const build = ["build", "--release", "--locked", "-p", crate, "--target-dir", "target"];
const { status } = spawnSync("cargo", build, { cwd: workspaceRoot, stdio: "inherit" });
if (status !== 0) process.exit(2);
mkdirSync(join(prostFile, ".."), { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
copyFileSync(addonFile(pathToFileURL(join(workspaceRoot, "target/release/")), crate), `${prostFile}.new`);
renameSync(`${prostFile}.new`, prostFile);

const reason = compileFloor();
if (reason !== null) process.stdout.write(`The C floor was not compiled: ${reason}\n`);
