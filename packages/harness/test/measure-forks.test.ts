/** Oracle: the times at which the forks of a fixture say that they load, start and measure. */
import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

type Said = { readonly pid: string; readonly what: string; readonly at: number };

/** Everything that the forks said, in order, by the machine's clock. */
async function watch(
  profile: "smoke" | "quick",
  forksOfCase = 2,
  fixture = "says-when.ts",
): Promise<readonly Said[]> {
  let output = "";
  const { forks } = await runScenario(new URL(`fixtures/${fixture}`, import.meta.url), {
    profile,
    forks: forksOfCase,
    resultsFolder: temporaryFolder(),
    onProgress(event) {
      if (event.kind === "output") output += event.text;
    },
  });
  expect(forks.map(({ error }) => error)).toEqual(Array(2 * forksOfCase).fill(null));
  return [...output.matchAll(/^(\d+) (\w+) ([\d.]+)$/gm)]
    .map(([, pid = "", what = "", at = ""]) => ({ pid, what, at: Number(at) }))
    .filter(({ pid }, _index, all) => all.some((one) => one.pid === pid && one.what === "began"))
    .toSorted((one, other) => one.at - other.at);
}

it("measures one fork after the other, and none while another loads, starts or verifies", async () => {
  const said = await watch("quick");
  const spans = said
    .filter(({ what }) => what === "began")
    .map(({ pid, at }) => ({
      begin: at,
      end: said.find((one) => one.pid === pid && one.what === "ended")?.at ?? 0,
    }));
  expect(spans).toHaveLength(4);
  for (const [index, { begin }] of spans.entries()) {
    expect(begin).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
  }
  const aside = said.filter(({ what }) => ["loaded", "started", "verified"].includes(what));
  expect(aside).toHaveLength(12);
  for (const { at } of aside) {
    for (const { begin, end } of spans) expect(at > begin && at < end).toBe(false);
  }
});

it("has nothing verified before all of a group have measured, and loads the next group beside", async () => {
  const said = await watch("quick", 5);
  const kinds = said.map(({ what }) => what);
  const verified = kinds.indexOf("verified");
  expect(kinds.slice(0, verified).filter((what) => what === "ended")).toHaveLength(4);
  expect(kinds.slice(verified).filter((what) => what === "began")).toHaveLength(6);
});

it("has counted what counts the same whatever the machine does before it measures what does not", async () => {
  const kinds = (await watch("quick", 1, "says-when-counted.ts")).map(({ what }) => what);
  // The counted case is the later one, and would have the later turn.
  expect(kinds.indexOf("counted")).toBeGreaterThan(0);
  expect(kinds.indexOf("counted")).toBeLessThan(kinds.lastIndexOf("began"));
});

it("has no more forks at once than may be, where times do not count", async () => {
  const said = await watch("smoke", 6);
  const most = Math.min(4, 2 * availableParallelism());
  expect(said.filter(({ what }) => what === "ended")).toHaveLength(12);
  const loaded = said.filter(({ what }) => what === "loaded").map(({ at }) => at);
  const ended = said.filter(({ what }) => what === "ended").map(({ at }) => at);
  expect(loaded).toHaveLength(12);
  // All but the first so many have waited until another had ended.
  for (const [index, at] of loaded.toSorted((one, other) => one - other).entries()) {
    expect(ended.filter((end) => end < at).length).toBeGreaterThanOrEqual(index + 1 - most);
  }
});

it.runIf(availableParallelism() > 1)(
  "starts several cases before the first of them is measured",
  async () => {
    const said = await watch("quick");
    const first = said.findIndex(({ what }) => what === "began");
    expect(said.slice(0, first).filter(({ what }) => what === "started").length).toBeGreaterThan(1);
  },
);
