/** Compiles the add-on and puts it where `src/addon.ts` looks for it: `node packages/scenarios/leaks/tools/build.ts`. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { addonFile } from "@strait/native/runtime";

const workspaceRoot = resolve(import.meta.dirname, "../../../..");
const crate = "strait-leaks";
const command = ["build", "--release", "--locked", "-p", crate, "--target-dir", "target"];
const { error, status } = spawnSync("cargo", command, { cwd: workspaceRoot, stdio: "inherit" });
if (error !== undefined) {
  process.stderr.write(
    `cargo cannot be started (${error.message}); install stable Rust, for example from https://rustup.rs\n`,
  );
}
if (status !== 0) process.exit(2);

const folder = join(workspaceRoot, "packages/scenarios/leaks/generated");
mkdirSync(folder, { recursive: true });
// Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
const fresh = join(folder, `${crate}.node.new`);
copyFileSync(addonFile(pathToFileURL(join(workspaceRoot, "target/release/")), crate), fresh);
renameSync(fresh, join(folder, `${crate}.node`));
