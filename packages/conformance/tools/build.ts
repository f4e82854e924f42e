/** Compiles the program that the conformance runner tests: `node packages/conformance/tools/build.ts`. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

const workspaceRoot = resolve(import.meta.dirname, "../../..");
const build = ["build", "--release", "--locked", "-p", "strait-conformance", "--target-dir", "target"];

const { status } = spawnSync("cargo", build, { cwd: workspaceRoot, stdio: "inherit" });
if (status !== 0) process.exit(2);
const folder = join(workspaceRoot, "packages/conformance/generated");
mkdirSync(folder, { recursive: true });
copyFileSync(join(workspaceRoot, "target/release/strait-conformance"), join(folder, "strait-conformance"));
