/** Oracle: the defect that is planted; the race must end with a sentence that names the crossing and the side. */
import { runOnce } from "@strait/harness";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addon } from "../src/addon.ts";
import { shapes } from "../src/content/heat.ts";
import { crossingNames } from "../src/crossing/names.ts";
import { raceCase } from "../src/race.ts";

afterEach(() => vi.restoreAllMocks());

/** What is wrong with a race of the first shape, in the case's own words. */
function faults(): readonly string[] {
  const [shape] = shapes;
  if (shape === undefined) throw new Error("there is no shape");
  return runOnce(raceCase(shape))
    .checks.filter(({ passed }) => !passed)
    .map(({ detail }) => detail);
}

describe("what the race must catch", () => {
  it("nothing where nothing is planted", () => {
    expect(faults()).toEqual([]);
  });

  it("an exchange that Rust does not read in full, in any crossing", () => {
    const take = addon.takeChecksum.bind(addon);
    vi.spyOn(addon, "takeChecksum").mockImplementation(() => take() / 2);
    const [detail] = faults();
    expect(detail).toMatch(/^arena at 32 bytes: Rust read \S+ and not \S+; /);
    expect(detail?.split("; ")).toHaveLength(Math.min(5, 2 * crossingNames.length));
  });
});
