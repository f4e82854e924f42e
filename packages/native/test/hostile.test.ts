/**
 * Shared memory that is written over while everything is called, in a process of its own. Oracle: the process ends by
 * itself with code 0, having seen only errors of the catalogue, and every arena is whole again after a reset.
 * `STRAIT_MUTATIONS` says how many words are written over, `STRAIT_SEED` where to begin.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parameter } from "./parameters.ts";

const mutations = parameter("STRAIT_MUTATIONS", 200_000);
const seed = parameter("STRAIT_SEED", 1);
/** A call that never returns is a failure; this much time no working one takes. */
const deadline = 120_000 + mutations / 10;

describe("memory that something else writes to", () => {
  it.each([
    ["between calls", 0],
    ["during calls, by a second thread", 1],
  ])(
    `crashes nothing: %s, ${mutations} words from seed ${seed}`,
    { timeout: 2 * deadline },
    (_when, thread) => {
      const { status, signal, stdout, stderr } = spawnSync(
        process.execPath,
        [join(import.meta.dirname, "hostile/attack.ts")],
        {
          encoding: "utf8",
          timeout: deadline,
          killSignal: "SIGKILL",
          maxBuffer: 2 ** 30,
          env: {
            ...process.env,
            STRAIT_MUTATIONS: String(mutations),
            STRAIT_SEED: String(seed),
            STRAIT_THREAD: String(thread),
          },
        },
      );
      const last = stdout.match(/seed \d+/g)?.at(-1);
      const how = `ended with ${signal ?? status} at ${last}; repeat with STRAIT_SEED=${last?.slice(5)} STRAIT_THREAD=${thread} node packages/native/test/hostile/attack.ts`;
      expect([status, stderr], how).toEqual([0, ""]);
      expect(Number(/(\d+) mutations/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(mutations);
    },
  );
});
