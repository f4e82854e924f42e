/** Oracle: the times at which the forks of a fixture say that they load and measure. */
import { expect, it } from "vitest";
import { runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

type Said = { readonly pid: string; readonly what: string; readonly at: number };

/** Everything that the forks said, in order, by the machine's clock. */
async function watch(profile: "smoke" | "quick"): Promise<readonly Said[]> {
  let output = "";
  const { forks } = await runScenario(new URL("fixtures/says-when.ts", import.meta.url), {
    profile,
    forks: 2,
    resultsFolder: temporaryFolder(),
    onProgress(event) {
      if (event.kind === "output") output += event.text;
    },
  });
  expect(forks.map(({ error }) => error)).toEqual([null, null, null, null]);
  return [...output.matchAll(/^(\d+) (\w+) ([\d.]+)$/gm)]
    .map(([, pid = "", what = "", at = ""]) => ({ pid, what, at: Number(at) }))
    .filter(({ pid }, _index, all) => all.some((one) => one.pid === pid && one.what === "began"));
}

it("measures one fork after the other, and none while another loads", async () => {
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
  const loaded = said.filter(({ what }) => what === "loaded");
  expect(loaded).toHaveLength(4);
  for (const { at } of loaded) {
    for (const { begin, end } of spans) expect(at > begin && at < end).toBe(false);
  }
});

it("loads several forks before the first of them measures, where there are several processors", async () => {
  const said = await watch("smoke");
  const first = said.findIndex(({ what }) => what === "began");
  expect(said.slice(0, first).filter(({ what }) => what === "loaded").length).toBeGreaterThan(1);
});
