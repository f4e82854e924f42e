/** Oracle: docs/runtimes.md itself; its commands must run as shown, its versions must be those that are pinned. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { obtainAll, pinnedRuntimes, runtimeNames } from "@strait/runtimes";
import { describe, expect, it } from "vitest";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

const text = readFileSync(join(workspaceRoot, "docs/runtimes.md"), "utf8");
const [, block = ""] = /```sh\n([\s\S]*?)```/.exec(text) ?? [];
const commands = block.split("\n").flatMap((line) => /^npx strait (.*?)\s*(#.*)?$/.exec(line)?.[1] ?? []);

const missing = (await obtainAll(runtimeNames)).flatMap(({ error }) => error?.message ?? []);
const not = missing.length === 0 ? "" : ` (not run: ${missing.join(" ")})`;

describe("docs/runtimes.md", { timeout: 300_000 }, () => {
  it.skipIf(missing.length > 0)(`shows commands that run, one after the other${not}`, () => {
    expect(commands).toHaveLength(3);
    const results = temporaryFolder();
    for (const command of commands) {
      const only = command.includes("edge-cases") ? ["--only", "limits"] : ["--only", "rapid-cycles"];
      const small = command.startsWith("run") ? [...only, "--profile", "smoke", "--quiet"] : [];
      const { code, output, errors } = strait([...command.split(" "), ...small, "--results", results]);
      expect(errors).not.toContain("strait: ");
      expect(code).toBe(0);
      expect(output).toContain(command.startsWith("run") ? "platforms side by side" : "Report: ");
    }
    expect(readFileSync(join(results, "report.html"), "utf8")).toContain("Platforms side by side");
  });

  it("names every runtime with its pinned version and package", () => {
    for (const name of runtimeNames) {
      const row = new RegExp(`^\\| \`${name}\` \\| ([\\d.]+) \\| (.*?) \\|`, "m").exec(text);
      expect(row?.[1]).toBe(pinnedRuntimes[name].version);
      const { packages } = pinnedRuntimes[name];
      if (name !== "node26") expect(row?.[2]).toBe(`\`${packages["linux-x64"]?.name}\``);
    }
    expect(
      Object.keys(pinnedRuntimes.node24.packages).filter((platform) => platform.startsWith("darwin")),
    ).toEqual([]);
  });
});
