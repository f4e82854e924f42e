import { resolve } from "node:path";
import { exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import { renderVerdicts, verdictsIn } from "../verdict-table.ts";

/** Prints the verdicts of the last run of every scenario in a folder. It measures nothing, and fails for none of them. */
export function verdicts({ results }: { readonly results: string }): void {
  const found = verdictsIn(results);
  if (found.length === 0) {
    throw new UsageError(`there are no verdicts in ${resolve(results)}; run \`npm run bench\` first`);
  }
  process.stdout.write(`${renderVerdicts(found)}\n`);
  process.exitCode = exitCode.allHold;
}
