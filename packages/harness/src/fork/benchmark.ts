import { createRequire } from "node:module";
import type BenchmarkClass from "benchmark";
import type lodashModule from "lodash";

const load = createRequire(import.meta.url);

let loaded: typeof BenchmarkClass | null = null;

/**
 * The class of benchmark.js, loaded when first asked for, which takes 30 ms: a fork that has nothing for it to sample does
 * without.
 *
 * It is version 2.1.4 with two of its parts replaced through `runInContext`, because every fork pays for them:
 *
 * - `_.template` compiles a function for each of a dozen snippets of every cycle. They hold nothing but
 *   `${name}`, so a text replacement does (half of the 2.3–4.5 ms that a cycle costs beside the batch).
 * - `Date`, whose resolution it tests by spinning for 30 ms before it settles for `process.hrtime` anyway.
 */
export function loadBenchmark(): typeof BenchmarkClass {
  loaded ??= createBenchmark();
  return loaded;
}

function createBenchmark(): typeof BenchmarkClass {
  const Benchmark: typeof BenchmarkClass = load("benchmark");
  const lodash: typeof lodashModule = load("lodash");
  const context = {
    // Not a copy: benchmark.js needs the function itself, as the placeholder of `_.partial`.
    _: Object.assign(lodash.runInContext(), { template }),
    Date: { now: () => performance.now() },
  };
  // Its type says Function, since a declaration file cannot say "this class again".
  return Benchmark.runInContext(context) as typeof BenchmarkClass;
}

function template(source: string): (values: Readonly<Record<string, unknown>>) => string {
  return (values) => source.replace(/\$\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}
