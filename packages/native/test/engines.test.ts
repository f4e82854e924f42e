/**
 * The add-on on every runtime, through plain programs. Oracles: the code of each misuse; for what engines differ in, a
 * table of what was seen of each, on which the design rests: slabs are shared memory because external buffers detach,
 * freeing is explicit because no finalizer runs while a thread is busy, and memory outlives workers.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { obtainAll, type Runtime, runtimeNames } from "@strait/runtimes";
import { launchOf } from "@strait/runtimes/launch";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { entries, faults } from "./misuse/faults.ts";

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "strait-engines-"));
const addon = join(folder, "external.node");

beforeAll(() => {
  const headers = resolve(process.execPath, "../../include/node");
  const linking = process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
  const source = join(import.meta.dirname, "engines/external.c");
  execFileSync("cc", [
    "-shared",
    "-fPIC",
    "-O1",
    "-std=gnu11",
    `-I${headers}`,
    ...linking,
    "-o",
    addon,
    source,
  ]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program of this folder prints when it runs on a runtime. */
async function run(runtime: Runtime, program: string, ...parameters: string[]): Promise<unknown> {
  const { parameters: flags, environment } = launchOf(runtime);
  const file = join(import.meta.dirname, program);
  const options = { env: { ...environment, ...process.env } };
  const { stdout } = await promisify(execFile)(runtime.executable, [...flags, file, ...parameters], options);
  return JSON.parse(stdout);
}

for (const { title, runtime, error } of await obtainAll(runtimeNames)) {
  if (runtime === null) {
    it.skip(`the add-on on ${title} (not run: ${error.message})`, () => {});
    continue;
  }
  const isDeno = runtime.kind === "deno";
  describe(`the add-on on ${title}`, () => {
    it("refuses every misuse of a handle with its code, and nothing changes", async () => {
      const calls = faults.reduce((sum, { only }) => sum + (only?.length ?? entries.length), 0);
      expect(await run(runtime, "misuse/program.ts")).toEqual({ calls, wrong: [] });
    });

    it.skipIf(process.platform === "win32")(
      "shows what the engine is known to do (not run on Windows: the add-on in C)",
      async () => {
        expect(await run(runtime, "engines/program.ts", addon)).toEqual({
          workerSeesSlabs: true,
          slabsStay: true,
          terminationWaits: !isDeno,
          terminationEnds: !isDeno,
          transfer: "detached",
          clone: isDeno ? "detached" : "refused",
          // Deno's collector may run them at once.
          finalizers: {
            inLoop: isDeno ? expect.any(Number) : 0,
            later: expect.toSatisfy((count: number) => count >= 200),
          },
        });
      },
    );
  });
}
