import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder, obtainRuntime, parseRuntimeNames, pinnedRuntimes, runtimeNames } from "../src/index.ts";

const root = join(import.meta.dirname, "../../..");

describe("the pinned runtimes", () => {
  it("have the Node that npm brings, with the integrity of the lock file (oracle: package-lock.json)", () => {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    const { version, packages } = pinnedRuntimes.node26;
    const brought = Object.keys(lock.packages[""].optionalDependencies).sort();
    expect(
      Object.values(packages)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(brought);
    for (const { name, integrity } of Object.values(packages)) {
      const locked = lock.packages[`node_modules/${name}`];
      expect([locked.version, locked.integrity], name).toEqual([version, integrity]);
    }
  });

  it("are of exact versions, each package with a whole SHA-512", () => {
    for (const name of runtimeNames) {
      const { version, packages } = pinnedRuntimes[name];
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      for (const { integrity } of Object.values(packages)) {
        expect(Buffer.from(integrity.replace("sha512-", ""), "base64")).toHaveLength(64);
      }
    }
  });

  it("need no fetch for the one that this program runs on", async () => {
    const fetched: string[] = [];
    const { executable } = await obtainRuntime("node26", { onFetch: (text) => fetched.push(text) });
    expect([executable, fetched]).toEqual([process.execPath, []]);
  });
});

describe("a list of runtimes", () => {
  it("names each once, and all of them as all", () => {
    expect(parseRuntimeNames("bun")).toEqual(["bun"]);
    expect(parseRuntimeNames("node24, bun,node24")).toEqual(["node24", "bun"]);
    expect(parseRuntimeNames("deno,all")).toEqual(["deno", "node26", "node24", "node22", "bun"]);
  });

  it.each(["", "node", "Bun", "bun,", "node26;rm"])(
    "is refused as %j, with the names that there are",
    (list) => {
      expect(() => parseRuntimeNames(list)).toThrow(
        /^There is no runtime ".*": name some of node26, node24, node22, bun, deno, separated by commas, or all\.$/,
      );
    },
  );
});

describe("the cache", () => {
  it("is where the XDG base directories say, unless it is told otherwise", () => {
    expect(cacheFolder({})).toBe(join(homedir(), ".cache/strait"));
    expect(cacheFolder({ XDG_CACHE_HOME: "/somewhere" })).toBe(join("/somewhere", "strait"));
    expect(cacheFolder({ XDG_CACHE_HOME: "/somewhere", STRAIT_CACHE: "/own" })).toBe("/own");
  });
});
