/**
 * Oracles: what a scenario that counts must count everywhere, and what it says is not available; the records; the exit
 * codes of README.md.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { listResultFiles, readResultFile } from "@strait/results";
import { obtainAll, runtimeNames } from "@strait/runtimes";
import { describe, expect, it, onTestFinished } from "vitest";
import { strait, temporaryFolder } from "./strait.ts";

const anywhere = join(import.meta.dirname, "fixtures/anywhere.ts");
const system = `${process.platform}-${process.arch}`;
const smoke = (results: string) => ["--profile", "smoke", "--results", results];

const obtained = await obtainAll(runtimeNames);
const reasons = obtained.flatMap(({ error }) => error?.message ?? []);
const all = reasons.length === 0 ? "" : ` (not run: ${reasons.join(" ")})`;
const names = obtained.flatMap(({ name, runtime }) => (runtime === null ? [] : [name]));

/** A cache that is empty, and a registry that cannot be reached. */
const offline = () => ({
  STRAIT_CACHE: temporaryFolder(),
  npm_config_registry: "http://127.0.0.1:1/",
  npm_config_cache: temporaryFolder(),
});

describe("strait run --runtime", { timeout: 120_000 }, () => {
  it.skipIf(names.length < 2)(`measures on every runtime, side by side${all}`, () => {
    const results = temporaryFolder();
    const { code, output, errors } = strait(["run", anywhere, "--runtime", names.join(), ...smoke(results)]);
    expect(code).toBe(0);
    const files = listResultFiles(results);
    expect(files.map((file) => basename(file)).sort()).toEqual(
      names.map((name) => `anywhere.${system}-${name}.jsonl`).sort(),
    );
    for (const file of files) {
      const { header, forks } = readResultFile(file);
      expect(forks[0]?.series[0]?.samples).toEqual([42]);
      expect(output).toContain(`${header.environment.runtime.name} ${header.environment.runtime.version}`);
      const isBun = header.environment.runtime.name === "bun";
      expect(forks[1]?.unavailable).toBe(isBun ? "it is not for Bun" : undefined);
    }
    for (const { title, runtime } of obtained) if (runtime) expect(errors).toContain(`On ${title} (`);
    expect(output).toContain("Anywhere: platforms side by side");
    if (names.includes("bun")) {
      expect(output).toContain("picky, not available on bun");
      expect(output).toContain("n/a: Bun, picky: it is not for Bun");
    }
    expect(strait(["report", "--results", results]).code).toBe(0);
    const page = readFileSync(join(results, "report.html"), "utf8");
    expect(page).toContain('<section id="platforms"');
    if (names.includes("bun")) expect(page).toContain("Picky is not available on Bun: it is not for Bun");
  });

  it("goes on with the others when one cannot be had, and exits 2", () => {
    const results = temporaryFolder();
    const list = ["--runtime", "node26,bun", ...smoke(results)];
    const { code, output, errors } = strait(["run", anywhere, ...list], offline());
    expect(errors).toMatch(
      /^strait: Bun \([\d.]+\) cannot be had, because npm could not fetch it \(.*\): see that npm .*\. The others are measured\.$/m,
    );
    expect(output).toContain("counts");
    expect(listResultFiles(results)).toHaveLength(1);
    expect(code).toBe(2);
  });

  it("is one sentence when none can be had, or there is no such runtime", () => {
    const results = temporaryFolder();
    const none = strait(["run", anywhere, "--runtime", "deno", ...smoke(results)], offline());
    expect(none.errors).toMatch(/\nstrait: Deno \([\d.]+\) cannot be had, because .*\.\n$/);
    expect([none.code, none.output]).toEqual([2, ""]);
    const unknown = strait(["run", anywhere, "--runtime", "node26,chrome", ...smoke(results)]);
    expect(unknown.errors).toBe(
      'strait: There is no runtime "chrome": name some of node26, node24, node22, bun, deno, separated by commas, or all.\n',
    );
    expect(unknown.code).toBe(2);
  });

  it.skipIf(!names.includes("bun"))(
    `goes on when one of them cannot load the scenario, and exits 2${all}`,
    () => {
      const [results, file] = [temporaryFolder(), join(import.meta.dirname, "unloadable.example.ts")];
      onTestFinished(() => rmSync(file));
      writeFileSync(
        file,
        `if (process.versions.bun) throw new Error("not on Bun");\n${readFileSync(anywhere, "utf8")}`,
      );
      const { code, errors } = strait(["run", file, "--runtime", "bun,node26", ...smoke(results)]);
      expect(errors).toMatch(
        /^strait: not measured on Bun: The scenario .* cannot be loaded \(not on Bun\)/m,
      );
      expect(listResultFiles(results)).toHaveLength(1);
      expect(code).toBe(2);
    },
  );

  it("prints an analysis for each runtime as JSON", () => {
    const { output } = strait([
      ...["run", anywhere, "--runtime", "node26", "--json", "--quiet"],
      ...smoke(temporaryFolder()),
    ]);
    const [analysis, ...others] = JSON.parse(output);
    expect(others).toEqual([]);
    expect(analysis.header.environment.runtime.version).toBe(process.versions.node);
  });
});
