import { writeReport } from "../report-file.ts";

/** Writes the report and prints where it is. */
export async function report({
  results,
  output,
}: {
  readonly results: string;
  readonly output?: string;
}): Promise<void> {
  process.stdout.write(`Report: ${await writeReport(results, output)}\n`);
}
