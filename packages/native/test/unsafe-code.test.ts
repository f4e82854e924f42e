/** Oracle: the sources themselves. README.md lists every file of the arena's crate that has an unsafe block, and no other. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const packageFolder = join(import.meta.dirname, "..");
const sources = globSync("crates/strait-arena/src/**/*.rs", { cwd: packageFolder });

function read(file: string): string {
  return readFileSync(join(packageFolder, file), "utf8");
}

it("README.md says which files of strait-arena have unsafe blocks, and how many of all there are", () => {
  const unsafe = sources.filter((file) => read(file).includes("unsafe {"));
  const [section = ""] = read("README.md").match(/## Where code is unsafe[\s\S]*?(?=\n## )/) ?? [];
  const rows = [...section.matchAll(/^\| [^|]+ \| (`[^|]+) \|/gm)].map(([, files = ""]) => files);
  const listed = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(listed.toSorted()).toEqual(unsafe.map((file) => basename(file, ".rs")).toSorted());
  expect(section).toContain(`${unsafe.length} of ${sources.length}:`);
});
