/**
 * Where V8 makes the objects of `toObject` once a program has kept those that it made first. Oracle: V8 itself, which is
 * asked by `%InYoungGeneration`. An object literal in the place of `plainShape` fails this.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const keeper = fileURLToPath(new URL("fixtures/keeper.ts", import.meta.url));

/** V8 makes its choice when the young generation has its full size, and compiles while the program waits. */
const flags = [
  "--allow-natives-syntax",
  "--expose-gc",
  "--min-semi-space-size=1",
  "--max-semi-space-size=1",
  "--no-concurrent-recompilation",
];

it("a copy is a plain object, and young, even where the first 800 copies were kept", () => {
  const said: unknown = JSON.parse(execFileSync(process.execPath, [...flags, keeper], { encoding: "utf8" }));
  expect(said).toEqual({ plain: true, young: true });
});
