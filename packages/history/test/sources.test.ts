/** Oracle: small files of both formats, written by hand after their documentation. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  dataScript,
  measurementsOfBencher,
  measurementsOfDataScript,
  readForeignFile,
} from "../src/index.ts";
import { temporaryFolder } from "./fixtures/planted-results.ts";

const origin = { branch: "main", machine: "unknown" };

function runOf(id: string, timestamp: string, tool: string, value: number) {
  const commit = { id, timestamp, message: "Faster", url: "https://example.org", author: { name: "A" } };
  return {
    commit,
    date: 1_767_270_000_000,
    tool,
    benches: [{ name: "fib(20)", value, unit: "ns/iter", range: "± 3" }],
  };
}

const entries = {
  Rust: [
    runOf("aaa", "2026-01-01T12:00:00+02:00", "cargo", 100),
    runOf("bbb", "2026-01-02T12:00:00Z", "cargo", 90),
  ],
  Script: [runOf("ccc", "no date", "benchmarkjs", 2e6)],
};
const script = `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, repoUrl: "https://example.org", entries })}`;

describe("data.js of github-action-benchmark", () => {
  it("is a point for each run and benchmark", () => {
    expect(dataScript.test(script)).toBe(true);
    const [first, second, third, ...others] = measurementsOfDataScript("data.js", `${script};\n`, origin);
    expect(others).toEqual([]);
    expect(first).toEqual({
      key: { scenario: "Rust", case: "fib(20)", metric: "value", size: null, runtime: "cargo", ...origin },
      unit: "ns/iter",
      better: "lower",
      run: "aaa 1767270000000",
      commit: "aaa",
      dirty: false,
      at: Date.UTC(2026, 0, 1, 10),
      value: 100,
      low: null,
      high: null,
    });
    expect(second).toMatchObject({ commit: "bbb", value: 90 });
    expect(third).toMatchObject({ better: "higher", at: 1_767_270_000_000 });
  });

  it.each([
    ["no JSON", "window.BENCHMARK_DATA = {", "this is not a data.js of github-action-benchmark ("],
    ["other content", "window.BENCHMARK_DATA = {}", "(entries: "],
    [
      "a value that is text",
      script.replace('"value":100', '"value":"100"'),
      "(entries.Rust.0.benches.0.value: ",
    ],
    [
      "a value beyond all numbers",
      script.replace('"value":100', '"value":1e999'),
      "entries.Rust.0.benches.0.value",
    ],
  ])("is refused with %s, in a sentence that says where", (_what, text, sentence) => {
    expect(() => measurementsOfDataScript("data.js", text, origin)).toThrow(sentence);
  });
});

describe("Bencher Metric Format", () => {
  const run = { ...origin, commit: "ddd", at: 1_767_270_000_000 };
  const metrics = JSON.stringify({
    "bench::decode": {
      latency: { value: 88, lower_value: 87.5, upper_value: 88.5 },
      throughput: { value: 5.5, lower_value: null },
    },
    "bench::encode": { "file-size": { value: 12 } },
  });

  it("is a point for each benchmark and measure", () => {
    const found = measurementsOfBencher("bmf.json", metrics, run);
    expect(
      found.map(({ key, unit, better, value, low, high }) => [
        key.case,
        key.metric,
        unit,
        better,
        value,
        low,
        high,
      ]),
    ).toEqual([
      ["bench::decode", "latency", "nanoseconds/operation", "lower", 88, 87.5, 88.5],
      ["bench::decode", "throughput", "operations/second", "higher", 5.5, null, null],
      ["bench::encode", "file-size", "", null, 12, null, null],
    ]);
    expect(new Set(found.map((one) => one.run)).size).toBe(1);
    expect(found[0]).toMatchObject({ commit: "ddd", at: 1_767_270_000_000 });
  });

  it("tells runs of one commit apart by their content", () => {
    const [one] = measurementsOfBencher("bmf.json", metrics, run);
    const [same] = measurementsOfBencher("copy.json", metrics, run);
    const [other] = measurementsOfBencher("bmf.json", metrics.replace("88", "89"), run);
    expect(same?.run).toBe(one?.run);
    expect(other?.run).not.toBe(one?.run);
  });

  it.each([
    ["[]", "this is not JSON in Bencher Metric Format ("],
    ['{"a":{"latency":{}}}', "(a.latency.value: "],
  ])("%s is refused in a sentence that says where", (text, sentence) => {
    expect(() => measurementsOfBencher("bmf.json", text, run)).toThrow(sentence);
  });
});

it("a benchmark called __proto__ reaches no prototype", () => {
  const run = { ...origin, commit: null, at: 0 };
  const found = measurementsOfBencher(
    "bmf.json",
    '{"__proto__":{"latency":{"value":1}},"b":{"latency":{"value":2}}}',
    run,
  );
  expect(found.map(({ key }) => key.case)).toEqual(["b"]);
  expect("latency" in {}).toBe(false);
});

it("a file that cannot be read is a sentence", () => {
  expect(() => readForeignFile(join(temporaryFolder(), "missing.json"))).toThrow(
    "the file cannot be read (ENOENT",
  );
  const file = join(temporaryFolder(), "data.js");
  writeFileSync(file, "x");
  expect(readForeignFile(file)).toBe("x");
});
