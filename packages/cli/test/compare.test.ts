/** Oracle: slowdowns that were planted, add-ons that the kernel has mapped, and the exit codes of README.md. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeAgain } from "@strait/analysis";
import { readDuetFile } from "@strait/results";
import { beforeAll, describe, expect, it } from "vitest";
import { treeFolder } from "../src/compare/builds.ts";
import { buildPlanted, plantedAddon } from "./planted/build.ts";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

const planted = join(import.meta.dirname, "planted/scenario.ts");
const [sound, twice] = [plantedAddon(0), plantedAddon(100)];

/** Compiling takes minutes where others compile as well. */
const patience = { timeout: 900_000 };

beforeAll(() => {
  for (const percent of [0, 100]) buildPlanted(percent);
}, patience.timeout);

function compareFiles(head: string, ...options: readonly string[]) {
  const results = temporaryFolder();
  const common = ["--base", sound, "--head", head, "--scenario", planted, "--results", results];
  const ended = strait(["compare", ...common, ...options]);
  const [name, ...others] = readdirSync(results).filter((file) => file.endsWith(".duet.jsonl"));
  expect(others).toEqual([]);
  return { ...ended, file: name === undefined ? null : readDuetFile(join(results, name)) };
}

function worktrees(): string {
  return spawnSync("git", ["worktree", "list"], { cwd: workspaceRoot, encoding: "utf8" }).stdout;
}

describe("two add-on files", patience, () => {
  it("exit 1 where the head takes twice as long, by its factor; what did not change is not slower", () => {
    const { code, output, errors, file } = compareFiles(twice, "--forks", "6", "--only", "churn,parts");
    expect(errors).not.toContain("could not be measured");
    const outcomes = new Map(file?.verdicts.map((one) => [`${one.case} ${one.metric}`, one]));
    for (const metric of ["churn call", "parts planted"]) {
      const verdict = outcomes.get(metric);
      expect([metric, verdict?.outcome]).toEqual([metric, "slower"]);
      expect(verdict?.ratio?.estimate).toBeGreaterThan(1.8);
      expect(verdict?.ratio?.estimate).toBeLessThan(2.2);
    }
    expect(outcomes.get("parts script")?.outcome).not.toBe("slower");
    expect(outcomes.get("parts steps")?.outcome).toBe("same");
    expect(output).toContain("✗ slower");
    expect(output).toContain("planted/churn: Call: slower by ");
    expect(code).toBe(1);
  });

  it("exit 0 where both are the same, and every verdict comes out of its file again", () => {
    const { code, output, file } = compareFiles(
      sound,
      "--forks",
      "5",
      "--only",
      "churn,instances",
      "--json",
      "--quiet",
    );
    const verdicts = file?.verdicts ?? [];
    expect(verdicts.length).toBeGreaterThan(3);
    expect(judgeAgain(verdicts).map(({ outcome }) => outcome)).toEqual(
      verdicts.map(({ outcome }) => outcome),
    );
    expect(verdicts.map(({ outcome }) => outcome)).not.toContain("slower");
    expect(JSON.parse(output).verdicts).toEqual(verdicts);
    expect(file?.forks.every(({ clock }) => clock === "thread")).toBe(process.platform === "linux");
    expect(code).toBe(0);
  });

  it.runIf(process.platform === "linux")(
    "are loaded by instances of the scenario of their own, each from a file of its own",
    () => {
      const { file } = compareFiles(twice, "--profile", "smoke", "--only", "instances");
      const series = file?.forks.flatMap((fork) => fork.series) ?? [];
      const counted = (metric: string) =>
        series.filter((one) => one.metric === metric).flatMap(({ samples }) => Object.values(samples).flat());
      expect(new Set(counted("modules"))).toEqual(new Set([3]));
      expect(new Set(counted("addons"))).toEqual(new Set([3]));
      expect(file?.header.base.addons[0]?.addon.fileHash).not.toBe(
        file?.header.head.addons[0]?.addon.fileHash,
      );
    },
  );
});

describe("a commit against the working tree", patience, () => {
  it("is built aside, measured in smoke, and leaves no worktree", () => {
    const results = temporaryFolder();
    const { code, output, errors } = strait([
      ...["compare", "--base", "HEAD", "--scenario", "memory", "--only", "rapid-cycles"],
      ...["--profile", "smoke", "--results", results],
    ]);
    expect(errors).toContain("Building HEAD (");
    expect(output).toMatch(/^HEAD \[[0-9a-f]{10}, add-on [0-9a-f]{8}\] against working tree \[add-on/);
    expect(output).toContain("memory/rapid-cycles");
    expect(worktrees()).not.toContain(treeFolder());
    expect(code).toBe(0);
  });

  it("ends with exit code 3 after Ctrl-C, keeps what was measured, and leaves no worktree", async () => {
    const results = temporaryFolder();
    const main = join(workspaceRoot, "packages/cli/src/main.ts");
    const options = ["--base", "HEAD", "--head", "HEAD", "--scenario", "memory", "--results", results];
    const running = spawn(
      process.execPath,
      [main, "compare", ...options, "--only", "rapid-cycles,pool-batch"],
      {
        cwd: workspaceRoot,
        detached: true,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let log = "";
    running.stderr.setEncoding("utf8").on("data", (text: string) => {
      const before = log.includes("fork 1 of");
      log += text;
      // A terminal sends Ctrl-C to the whole process group, whose number is that of its leader.
      if (!before && log.includes("fork 1 of") && running.pid !== undefined)
        process.kill(-running.pid, "SIGINT");
    });
    const [code] = await once(running, "close");
    expect(code).toBe(3);
    const [name = ""] = readdirSync(results);
    expect(readDuetFile(join(results, name)).forks.length).toBeGreaterThan(1);
    expect(worktrees()).not.toContain(treeFolder());
  });

  it("ends with exit code 3 when it is interrupted while it builds", async () => {
    const main = join(workspaceRoot, "packages/cli/src/main.ts");
    const running = spawn(process.execPath, [main, "compare", "--base", "HEAD", "--head", "HEAD"], {
      cwd: workspaceRoot,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    running.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (text.includes("Building HEAD")) running.kill("SIGINT");
    });
    const [code] = await once(running, "close");
    expect(log).toContain("was interrupted");
    expect(code).toBe(3);
    expect(worktrees()).not.toContain(treeFolder());
  });
});

describe("strait compare", patience, () => {
  it("says what it takes, with --help", () => {
    const { code, output } = strait(["compare", "--help"]);
    for (const option of [
      "--base",
      "--head",
      "--scenario",
      "--only",
      "--forks",
      "--profile",
      "--seed",
      "--json",
      "--quiet",
    ]) {
      expect(output).toContain(option);
    }
    expect(output).toContain("Exit codes: 0 nothing got worse, 1 something is slower");
    expect(code).toBe(0);
  });

  it("refuses a file that is no add-on, and one for other views, with a sentence", () => {
    const text = join(temporaryFolder(), "text.node");
    writeFileSync(text, "not an add-on");
    const other = join(workspaceRoot, "packages/native/generated/strait-native.node");
    for (const file of [text, other]) {
      const { code, errors } = compareFiles(file, "--profile", "smoke");
      expect(errors).toContain(`${file} cannot take the place of the add-on that the scenario loads (`);
      expect(errors).not.toContain("    at ");
      expect(code).toBe(2);
    }
  });

  it.each([
    ["no base", ["compare"], "required option '--base <ref|file>' not specified"],
    [
      "a wrong ref",
      ["compare", "--base", "no-such-branch"],
      '"no-such-branch" is neither an add-on file nor a git ref',
    ],
    [
      "a ref that looks like an option",
      ["compare", "--base=--all"],
      '"--all" is neither an add-on file nor a git ref',
    ],
    [
      "an unknown scenario",
      ["compare", "--base", "HEAD", "--scenario", "nonsense"],
      'there is no scenario "nonsense"',
    ],
  ])("refuses %s with a sentence and exit code 2", (_what, parameters, sentence) => {
    const { code, errors } = strait(parameters);
    expect(errors).toContain(sentence);
    expect(errors).not.toContain("    at ");
    expect(code).toBe(2);
  });

  it("shows the end of the output of a build that fails, and leaves no worktree", () => {
    const broken = commitWith("packages/native/tools/build.ts", 'throw new Error("planted failure");\n');
    const { code, errors } = strait(["compare", "--base", broken, "--scenario", "memory"]);
    expect(errors).toContain(`"${broken}" was not built; its build ended with:`);
    expect(errors).toContain("planted failure");
    expect(code).toBe(2);
    expect(worktrees()).not.toContain(treeFolder());
  });
});

/** The commit that is checked out but for one file, known to nobody but its number. Returns that. */
function commitWith(path: string, content: string): string {
  const environment = {
    ...process.env,
    GIT_INDEX_FILE: join(temporaryFolder(), "index"),
    GIT_AUTHOR_NAME: "test",
    GIT_AUTHOR_EMAIL: "test@localhost",
    GIT_COMMITTER_NAME: "test",
    GIT_COMMITTER_EMAIL: "test@localhost",
  };
  const git = (parameters: readonly string[], input = ""): string => {
    const ended = spawnSync("git", parameters, {
      cwd: workspaceRoot,
      encoding: "utf8",
      env: environment,
      input,
    });
    if (ended.status !== 0) throw new Error(ended.stderr);
    return ended.stdout.trim();
  };
  git(["read-tree", "HEAD"]);
  const blob = git(["hash-object", "-w", "--stdin"], content);
  git(["update-index", "--cacheinfo", `100644,${blob},${path}`]);
  return git(["commit-tree", git(["write-tree"]), "-p", "HEAD", "-m", "planted"]);
}
