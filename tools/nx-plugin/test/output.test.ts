/** Oracle: what README.md promises of the plain command, whatever Nx hides by itself. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
const nx = resolve(root, "node_modules/nx/dist/bin/nx.js");

it("a bench that Nx runs shows its tables, and all verdicts at the end", { timeout: 300_000 }, () => {
  // As a user's shell has it: the test itself runs inside of Nx, which hands down what it was told.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("NX_") || name === "NX_CACHE_DIRECTORY"),
  );
  const parameters = [nx, "run-many", "-t", "bench:smoke", "-p", "wide,huge"];
  const { stdout, stderr, status } = spawnSync(process.execPath, parameters, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/│ read-one +│/);
  expect(stdout).toMatch(/\d+ verdicts: \d+ hold, \d+ fail, \d+ undecided\.\n/);
});
