/**
 * Oracles: the folder of the cache, which holds a whole runtime or nothing; a registry on this machine that counts what it
 * was asked for.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { obtainPinned } from "../src/obtain.ts";
import { startRegistry, temporaryFolder, useRegistry } from "./fixtures/registry.ts";

const folder = "tiny-1.0.0-here";

describe.skipIf(process.platform === "win32")(
  "a runtime that is not there (not run on Windows: its binary is a shell script)",
  () => {
    it("is fetched once, with a sentence that says so, and runs", async () => {
      const { pinned, downloads } = await startRegistry();
      const cache = join(temporaryFolder(), "not", "there", "yet");
      const said: string[] = [];
      const obtain = () =>
        obtainPinned("tiny", pinned, "here", { cache, onFetch: (text) => said.push(text) });
      const runtime = await obtain();
      expect(runtime).toEqual({
        name: "tiny",
        title: "Tiny",
        kind: "node",
        version: "1.0.0",
        executable: join(cache, folder, "bin/tiny"),
      });
      expect(execFileSync(runtime.executable, { encoding: "utf8" })).toBe("1.0.0\n");
      expect(await obtain()).toEqual(runtime);
      expect(downloads()).toBe(1);
      expect(said).toEqual([
        `Fetching Tiny (1.0.0) from the npm registry into ${join(cache, folder)}; this happens once.`,
      ]);
      expect(readdirSync(cache)).toEqual([folder]);
      expect(readdirSync(join(cache, folder)).sort()).toEqual(["LICENSE", "bin"]);
    });

    it("is whole for all who fetch it at once", async () => {
      const { pinned } = await startRegistry();
      const cache = temporaryFolder();
      const all = await Promise.all(
        Array.from({ length: 4 }, () => obtainPinned("tiny", pinned, "here", { cache })),
      );
      for (const { executable } of all)
        expect(execFileSync(executable, { encoding: "utf8" })).toBe("1.0.0\n");
      expect(readdirSync(cache)).toEqual([folder]);
    });

    it("leaves nothing behind when the fetch is interrupted", async () => {
      const { pinned, downloads } = await startRegistry({ stalls: true });
      const cache = temporaryFolder();
      const interrupt = new AbortController();
      const obtained = obtainPinned("tiny", pinned, "here", { cache, signal: interrupt.signal });
      obtained.catch(() => {});
      await expect.poll(downloads, { timeout: 20_000 }).toBeGreaterThan(0);
      interrupt.abort();
      await expect(obtained).rejects.toThrow("Tiny (1.0.0) cannot be had, because npm did not run");
      expect(readdirSync(cache)).toEqual([]);
    });

    it("is refused when its integrity is another than the pinned one", async () => {
      const { pinned } = await startRegistry();
      const cache = temporaryFolder();
      const other = { name: "tiny-runtime", integrity: `sha512-${"A".repeat(86)}==`, binary: "bin/tiny" };
      const forged = { ...pinned, packages: { here: other } };
      await expect(obtainPinned("tiny", forged, "here", { cache })).rejects.toMatchObject({
        name: "RuntimeError",
        kind: "failed",
        message: expect.stringMatching(
          /^Tiny \(1\.0\.0\) cannot be had, because the registry gave a package with the integrity sha512-.*, and sha512-A+== is pinned: see that npm .*\.$/,
        ),
      });
      expect(readdirSync(cache)).toEqual([]);
    });

    it("is refused when it does not say its version", async () => {
      const { pinned } = await startRegistry({ says: "2.0.0" });
      const cache = temporaryFolder();
      await expect(obtainPinned("tiny", pinned, "here", { cache })).rejects.toThrow(
        'Tiny (1.0.0) cannot be had, because it says that it is "2.0.0"',
      );
      expect(readdirSync(cache)).toEqual([]);
    });

    it("is a sentence when the registry cannot be reached", async () => {
      const { pinned } = await startRegistry();
      useRegistry("http://127.0.0.1:1/");
      const cache = temporaryFolder();
      await expect(obtainPinned("tiny", pinned, "here", { cache })).rejects.toThrow(
        /^Tiny \(1\.0\.0\) cannot be had, because npm could not fetch it \(.*127\.0\.0\.1:1.*\): see that npm reaches its registry/,
      );
      expect(readdirSync(cache)).toEqual([]);
    });

    it("is a sentence when there is none for the platform, without asking the registry", async () => {
      const { pinned, downloads } = await startRegistry();
      await expect(
        obtainPinned("tiny", pinned, "elsewhere", { cache: temporaryFolder() }),
      ).rejects.toMatchObject({
        kind: "unsupported",
        message:
          "There is no Tiny (1.0.0) for elsewhere in the npm registry: choose from the runtimes that there are for it.",
      });
      expect(downloads()).toBe(0);
    });

    it("is a sentence when what is in the cache is damaged", async () => {
      const { pinned } = await startRegistry();
      const cache = temporaryFolder();
      mkdirSync(join(cache, folder, "bin"), { recursive: true });
      writeFileSync(join(cache, folder, "bin/tiny"), "#!/bin/sh\necho torn >&2; exit 1\n", { mode: 0o755 });
      await expect(obtainPinned("tiny", pinned, "here", { cache })).rejects.toThrow(
        `Tiny (1.0.0) in ${join(cache, folder)} is damaged (it does not run on this machine (torn)): delete that folder and run again.`,
      );
    });

    it("takes away what fetches left behind that were killed, and not what a running one has", async () => {
      const { pinned } = await startRegistry();
      const cache = temporaryFolder();
      for (const name of [".unfinished-old", ".unfinished-new"]) mkdirSync(join(cache, name));
      utimesSync(join(cache, ".unfinished-old"), 0, 0);
      await obtainPinned("tiny", pinned, "here", { cache });
      expect(readdirSync(cache).sort()).toEqual([".unfinished-new", folder]);
    });
  },
);
