import type { RunEvent } from "../run/event.ts";
import { advance, emptyTally } from "./tally.ts";
import { loggedLines, milestoneLines } from "./text.ts";

/**
 * Shows the events of runs: on a terminal as a live line with a log above it, elsewhere as plain lines without
 * colours or control characters. Hand what it returns to `runScenario` as `onProgress`.
 */
export async function createProgress(stream: OutputStream): Promise<(event: RunEvent) => void> {
  if (!isTerminal(stream)) return showPlain((line) => stream.write(`${line}\n`));
  // What draws it takes 40 ms to load, which a suite does once for every scenario.
  const { showLive } = await import("./live-line.ts");
  return showLive(stream);
}

type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * Some CI machines pretend to have a terminal, and keep every frame. Others, such as `script` without a screen,
 * have one that is 0 columns wide, on which ora would clear infinitely many lines.
 */
function isTerminal({ isTTY, columns = 0 }: OutputStream): boolean {
  const { CI, TERM } = process.env;
  return isTTY === true && columns > 0 && TERM !== "dumb" && CI === undefined;
}

/** As `createProgress` where there is no terminal; `write` gets one line at a time. */
export function showPlain(write: (line: string) => void): (event: RunEvent) => void {
  let tally = emptyTally;
  return (event) => {
    tally = advance(tally, event);
    for (const line of [...loggedLines(event, tally), ...milestoneLines(event, tally)]) write(line);
  };
}
