/** Oracle: docs/history.md, whose commands are run as they stand, and a change planted at a known commit. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  commitOf,
  plantedCost,
  plantedHeader,
  plantResults,
} from "../../history/test/fixtures/planted-results.ts";
import { drawChart } from "../src/command/history/chart.ts";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

const page = readFileSync(join(workspaceRoot, "docs/history.md"), "utf8");

/** The blocks of a language on the page. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, code = ""]) => code,
  );
}

/** The results of forty runs, for all tests. */
const results = mkdtempSync(join(tmpdir(), "strait-results-"));
beforeAll(() => {
  for (let run = 0; run < 40; run += 1) plantResults(results, run, plantedCost(run));
});
afterAll(() => rmSync(results, { recursive: true }));

/** A folder with these results, files of other tools, and `npx strait`. */
function plantedFolder(): string {
  const folder = temporaryFolder();
  symlinkSync(results, join(folder, "results"));
  const runs = [10, 11, 12].map((value, index) => ({
    commit: { id: `c${index}`, timestamp: `2026-01-0${index + 1}T12:00:00Z` },
    date: index,
    tool: "cargo",
    benches: [{ name: "fib", value, unit: "ns/iter" }],
  }));
  writeFileSync(
    join(folder, "data.js"),
    `window.BENCHMARK_DATA = ${JSON.stringify({ entries: { Suite: runs } })}`,
  );
  writeFileSync(join(folder, "bmf.json"), JSON.stringify({ decode: { latency: { value: 88 } } }));
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(workspaceRoot, "packages/cli/src/main.ts"), join(folder, "node_modules/.bin/strait"));
  return folder;
}

/** Runs the commands of a block in a folder. Returns what the last one prints. */
function run(block: string, folder: string): string {
  let printed = "";
  for (const command of block.trimEnd().split("\n")) {
    const { status, stdout, stderr } = spawnSync(command, {
      cwd: folder,
      encoding: "utf8",
      shell: true,
      env: {
        ...process.env,
        // Nx forces colours on what it runs.
        FORCE_COLOR: "0",
        NO_COLOR: undefined,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
      },
    });
    expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
    printed = stdout;
  }
  return printed;
}

describe("docs/history.md", { timeout: 300_000 }, () => {
  it("shows commands that print what it says", () => {
    const [own = "", foreign = "", ...others] = blocks("sh");
    const [shown = "", ...more] = blocks("text");
    expect([...others, ...more]).toEqual([]);
    const folder = plantedFolder();
    expect(run(own, folder)).toBe(shown);
    const list = run(foreign, folder);
    expect(list).toContain("Suite/fib/value");
    expect(list).toContain("bencher/decode/latency");
  });
});

describe("strait history", { timeout: 300_000 }, () => {
  const planted = () => {
    const folder = plantedFolder();
    const database = ["--database", join(folder, "history.duckdb")];
    const add = () =>
      strait(["history", "add", join(folder, "results"), "--branch", "main", "--json", ...database]);
    return { folder, database, add };
  };

  it("adds once, blames the planted commit and prints JSON", () => {
    const { add, database } = planted();
    expect(JSON.parse(add().output)).toEqual({ added: 120, replaced: 0, known: 0 });
    expect(JSON.parse(add().output)).toEqual({ added: 0, replaced: 0, known: 120 });
    const listed = JSON.parse(strait(["history", "list", "read-price/read", "--json", ...database]).output);
    expect(listed).toMatchObject([
      { metric: "read", points: 40, lastChange: { index: 25, direction: "worse" } },
    ]);
    const shown = JSON.parse(strait(["history", "show", String(listed[0].id), "--json", ...database]).output);
    expect(shown.changes).toMatchObject([{ point: { commit: commitOf(25) } }]);
    expect(shown.points).toHaveLength(40);
    const quiet = strait(["history", "show", String(listed[0].id), "--minimum-effect", "30", ...database]);
    expect(quiet.output).toContain("No change.");
  });

  it("takes the branch and the dates of commits from the repository around it", () => {
    const folder = temporaryFolder();
    const here = (command: string, parameters: readonly string[], date = "2026-01-01T00:00:00Z") => {
      const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      const { stdout, stderr, status } = spawnSync(command, parameters, {
        cwd: folder,
        encoding: "utf8",
        env,
      });
      expect(status, stderr).toBe(0);
      return stdout.trim();
    };
    const author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    here("git", ["init", "--quiet", "--initial-branch", "trunk"]);
    // The later run measured the earlier commit.
    for (const [run, date] of [
      [1, "2025-05-01T00:00:00Z"],
      [0, "2025-06-01T00:00:00Z"],
    ] as const) {
      here("git", [...author, "commit", "--quiet", "--allow-empty", "--message", date], date);
      const header = plantedHeader(run);
      const commit = { id: here("git", ["rev-parse", "HEAD"]), dirty: false };
      plantResults(join(folder, "results"), run, 5, { ...header, run: { ...header.run, commit } });
    }
    const main = join(workspaceRoot, "packages/cli/src/main.ts");
    const history = (...parameters: string[]) => here(process.execPath, [main, "history", ...parameters]);
    history("add", "results");
    const { series, points } = JSON.parse(history("show", "1", "--json"));
    expect(series.branch).toBe("trunk");
    expect(points.map(({ run, at }: { run: string; at: number }) => [run, at])).toEqual([
      ["run-1", Date.UTC(2025, 4, 1)],
      ["run-0", Date.UTC(2025, 5, 1)],
    ]);
    here("git", ["checkout", "--quiet", "--detach"]);
    const detached = spawnSync(process.execPath, [main, "history", "add", "results"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(detached.stderr).toContain(
      "the branch that was measured is not known here; name it with --branch",
    );
  });

  it("imports once", () => {
    const { folder, database } = planted();
    for (const file of ["data.js", "bmf.json"]) {
      const importing = ["history", "import", join(folder, file), "--json", ...database];
      expect(JSON.parse(strait(importing).output)).toMatchObject({ known: 0, replaced: 0 });
      expect(JSON.parse(strait(importing).output)).toMatchObject({ added: 0, replaced: 0 });
    }
  });

  it.each([
    [
      "no history",
      ["list", "--database", "missing.duckdb"],
      "there is no history: make one with `strait history add`",
    ],
    ["a file that is none", ["list", "--database", "package.json"], "this is no history: give another file"],
    ["no results", ["add", "docs", "--branch", "main"], "there are no result files in docs"],
    ["a file that is no result file", ["add", "README.md", "--branch", "main"], "this is not a result file"],
    ["an import that is none", ["import", "README.md"], "this is not JSON in Bencher Metric Format ("],
    ["an effect that is none", ["list", "--minimum-effect", "x"], "Give a number from 0 to 1000."],
    ["a date that is none", ["import", "README.md", "--date", "soon"], "Give a date from 1970 on"],
  ])("refuses %s with a sentence and exit code 2", (_what, options, sentence) => {
    const { code, errors } = strait(["history", ...options]);
    expect(errors).toContain(sentence);
    expect(code).toBe(2);
  });

  it("refuses a series that is not there, or not only there", () => {
    const { add, folder, database } = planted();
    add();
    expect(strait(["history", "show", "nonsense", ...database]).errors).toContain(
      'there is no series "nonsense"; `strait history list` shows them',
    );
    strait(["history", "add", join(folder, "results"), "--branch", "other", ...database]);
    expect(strait(["history", "show", "prices/read-price/read", ...database]).errors).toContain(
      "is measured on several branches, machines or runtimes; name one of the numbers",
    );
  });

  it("says in its help how to use it", () => {
    for (const command of [[], ["add"], ["list"], ["show"], ["import"]]) {
      const { output, code } = strait(["history", ...command, "--help"]);
      expect(output).toContain("Examples:\n  strait history ");
      expect(code).toBe(0);
    }
  });
});

describe("a chart", () => {
  it("has a bar for a value, or for several, and a mark under a change", () => {
    expect(drawChart([1, 1, 3, 3], [2])).toEqual(["▁▁██", "  ▲"]);
    expect(drawChart([7], [])).toEqual(["▁"]);
    expect(drawChart([], [])).toEqual([]);
    const [row = "", marks = ""] = drawChart(
      Array.from({ length: 1000 }, (_, index) => (index < 500 ? 0 : 9)),
      [500],
    );
    expect(row).toBe("▁".repeat(36) + "█".repeat(36));
    expect(marks).toBe(`${" ".repeat(36)}▲`);
  });
});
