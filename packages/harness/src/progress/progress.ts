import ora from "ora";
import type { RunEvent } from "../run/event.ts";
import { advance, emptyTally } from "./tally.ts";
import { currentLine, loggedLines, milestoneLines } from "./text.ts";

/** Milliseconds between two frames: rarely, since the machine has better things to do during a measurement. */
const frameInterval = 250;

/**
 * Shows the events of runs: on a terminal as a live line with a log above it, elsewhere as plain lines without
 * colours or control characters. Hand what it returns to `runScenario` as `onProgress`.
 */
export function createProgress(stream: OutputStream): (event: RunEvent) => void {
  return isTerminal(stream) ? showLive(stream) : showPlain((line) => stream.write(`${line}\n`));
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

function showLive(stream: OutputStream): (event: RunEvent) => void {
  const spinner = ora({
    stream,
    discardStdin: false,
    spinner: { interval: frameInterval, frames: ["◐", "◓", "◑", "◒"] },
  });
  let tally = emptyTally;
  return (event) => {
    tally = advance(tally, event);
    const lines = loggedLines(event, tally);
    if (lines.length > 0) {
      spinner.stop();
      stream.write(`${lines.join("\n")}\n`);
    }
    if (event.kind === "ended" || event.kind === "failed") spinner.stop();
    else spinner.start(currentLine(tally));
  };
}
