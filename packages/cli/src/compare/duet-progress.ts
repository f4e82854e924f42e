import type { DuetEvent } from "@strait/harness/run";
import { printable } from "@strait/results";

/**
 * Shows how a comparison goes on: a line when it begins, one for every round of forks, with the time that is left, and
 * whatever goes wrong.
 */
export function createDuetProgress(
  stream: NodeJS.WritableStream,
  now: () => number = () => performance.now(),
): (event: DuetEvent) => void {
  const write = (line: string): void => {
    stream.write(`${line}\n`);
  };
  let [cases, forks, ended, begin] = [0, 0, 0, 0];
  return (event) => {
    switch (event.kind) {
      case "waiting": {
        write(`Waiting for ${event.holder ?? "another run"}, which measures into the same folder`);
        return;
      }
      case "started": {
        const { scenarios, run, base, head } = event.header;
        cases = scenarios.reduce((sum, scenario) => sum + scenario.cases.length, 0);
        forks = run.forks;
        begin = now();
        write(
          `${printable(base.label)} against ${printable(head.label)}: ${cases} cases, ${forks} forks each, ${run.profile}`,
        );
        return;
      }
      case "output": {
        for (const line of event.text.split("\n"))
          if (line.trim() !== "") write(`  | ${printable(line, 400)}`);
        return;
      }
      case "fork-ended": {
        ended += 1;
        const { error, scenario, case: name } = event.record;
        if (error !== null) write(`${scenario}/${name}: ${printable(error, 1500)}`);
        if (ended % cases !== 0) return;
        const left = ((now() - begin) / ended) * (cases * forks - ended);
        write(
          `fork ${ended / cases} of ${forks} done for every case, about ${Math.round(left / 1000)} s left`,
        );
        return;
      }
      case "fork-started":
      case "ended":
        return;
    }
  };
}
