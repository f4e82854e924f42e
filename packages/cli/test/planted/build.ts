import { execFileSync } from "node:child_process";
import { copyFileSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { addonFile } from "@strait/native/runtime";

const workspaceRoot = resolve(import.meta.dirname, "../../../..");

/** Of its own, so that no planted build is ever taken for the add-on that other tests load. */
export const plantedFolder = join(workspaceRoot, "target/planted");

/** The add-on whose operation `churn` does `percent` per cent more than it must. */
export function plantedAddon(percent: number): string {
  return join(plantedFolder, `${percent}.node`);
}

/** Builds the add-on of the tests with so much planted in it. Returns its file. */
export function buildPlanted(percent: number): string {
  const built = plantedAddon(percent);
  const options = ["--release", "--quiet", "--locked", "-p", "strait-test-addon", "--target-dir"];
  execFileSync("cargo", ["build", ...options, plantedFolder], {
    cwd: workspaceRoot,
    stdio: "inherit",
    env: { ...process.env, STRAIT_PLANTED_PERCENT: String(percent) },
  });
  const library = addonFile(pathToFileURL(join(plantedFolder, "release/")), "strait-test-addon");
  // Renamed into place, because a process that has the old one loaded would crash if its bytes changed.
  copyFileSync(fileURLToPath(library), `${built}.new`);
  renameSync(`${built}.new`, built);
  return built;
}
