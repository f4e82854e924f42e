import ora from "ora";
import type { RunEvent } from "../run/event.ts";
import { advance, emptyTally } from "./tally.ts";
import { currentLine, loggedLines } from "./text.ts";

/** Milliseconds between two frames: rarely, since the machine has better things to do during a measurement. */
const frameInterval = 250;

/** Shows the events of runs on a terminal: a line that changes, and a log above it. */
export function showLive(stream: NodeJS.WritableStream): (event: RunEvent) => void {
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
