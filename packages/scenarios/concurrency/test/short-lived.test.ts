/** Oracle: the ledger, and the pages that as many members at a time need. `STRAIT_SHORT_LIVED_WORKERS` says how many. */
import { runOnce } from "@strait/harness";
import { expect, it } from "vitest";
import { shortLivedBy } from "../src/short-lived.ts";
import { terminatedBy } from "../src/terminated.ts";

const workers = Number(process.env["STRAIT_SHORT_LIVED_WORKERS"] ?? 6);
const program = new URL("../src/worker/short-lived.ts", import.meta.url);

it(
  `${workers} workers leave a message each, and half as many are terminated: all are found, and no memory is lost`,
  () => {
    for (const one of [shortLivedBy(program, workers), terminatedBy(program, Math.ceil(workers / 2))])
      expect(runOnce(one).checks.filter(({ passed }) => !passed)).toEqual([]);
  },
  60_000 + 1_000 * workers,
);
