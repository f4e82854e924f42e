import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ResultError } from "@strait/results";
import { describe, expect, it } from "vitest";
import { type RunEvent, type RunOptions, type RunOutcome, runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { harnessErrorOf, oneSentence } from "./fixtures/harness-error.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const sorting = fixture("sorting.ts");

function run(module: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  return runScenario(module, { profile: "smoke", resultsFolder: temporaryFolder(), ...options });
}

describe("a run that cannot begin", () => {
  it.each([
    ["missing.ts", /cannot be loaded \(Cannot find module '.*missing\.ts'/],
    ["no-scenario.ts", /cannot be loaded \(it has no scenario as its default export/],
    ["bad-name.ts", /cannot be loaded \(it gave an unusable answer \(scenario\.name: /],
    ["foreign-addon.ts", /cannot be loaded \(the add-on was built from another schema; build it again\)/],
    ["exits-on-load.ts", /cannot be loaded, because its process ended by exit code 9/],
  ])("says what is wrong with %s", async (name, message) => {
    const error = await harnessErrorOf(run(fixture(name)));
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(name);
    expect(error.exitCode).toBe(2);
  });

  it("says that a module is no JavaScript", async () => {
    const module = join(temporaryFolder(), "broken.mjs");
    writeFileSync(module, "export default {");
    const error = await harnessErrorOf(run(module));
    expect(error.message).toMatch(/broken\.mjs cannot be loaded \(Unexpected/);
  });

  it("says which options are unusable", async () => {
    const unknown = await harnessErrorOf(run(sorting, { only: ["sort", "sorted"] }));
    expect(unknown.message).toBe(
      'There is no case "sorted": choose from square-root, fill-and-drain, sort, encoded-size.',
    );
    const none = await harnessErrorOf(run(sorting, { forks: 0 }));
    expect(none.message).toBe("The number of forks is 0: give an integer of at least 1.");
    const seed = await harnessErrorOf(run(sorting, { seed: 0.5 }));
    expect(seed.message).toBe("The seed is 0.5: give an integer of at least 0.");
  });

  it("says when the results folder cannot be written to, before it measures anything", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    for (const resultsFolder of [file, "/dev/null/results"]) {
      const events: RunEvent[] = [];
      const started = runScenario(sorting, {
        profile: "smoke",
        resultsFolder,
        onProgress: (event) => events.push(event),
      });
      await expect(started).rejects.toThrow(ResultError);
      await expect(started).rejects.toThrow(oneSentence);
      expect(events).toEqual([{ kind: "failed" }]);
    }
  });
});
