import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** Compiles the add-on of the tests, once for all of them. */
export default function buildTestAddon(): void {
  const options = ["--release", "--quiet", "--locked", "-p", "strait-test-addon", "--target-dir", "target"];
  execFileSync("cargo", ["build", ...options], {
    cwd: resolve(import.meta.dirname, "../../.."),
    stdio: "inherit",
  });
}
