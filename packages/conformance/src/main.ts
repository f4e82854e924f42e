/** Runs protobuf's conformance suite: `npx nx run conformance:conformance`. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { type CommandLine, findRunner } from "./runner.ts";
import { runSuite, testee } from "./suite.ts";

const runner = findRunner() ?? findWithNewerLibrary();
if (runner === undefined) {
  console.error(
    "The conformance runner does not start here: it needs Linux or macOS on x86-64, and glibc 2.38.",
  );
  process.exit(2);
}
const { passed, successes, skipped, unexpectedFailures, log } = runSuite(runner, testee);
if (!passed) console.error(log);
console.log(
  `${passed ? "PASSED" : "FAILED"}: ${successes} successes, ${unexpectedFailures} unexpected failures, ` +
    `${skipped} skipped (JSON, text and proto2).`,
);
process.exitCode = passed ? 0 : 1;

function findWithNewerLibrary(): CommandLine | undefined {
  spawnSync(resolve(import.meta.dirname, "../tools/fetch-glibc.sh"), { stdio: "inherit" });
  return findRunner();
}
