import { type ForkRecord, type HeaderRecord, plannedForks, printable } from "@strait/results";
import type { RunEvent } from "../run/event.ts";
import { hasFailed } from "../run/outcome.ts";
import { residentPoints } from "./resident-points.ts";
import { allForks, forksOfRound, remainingMilliseconds, type Tally } from "./tally.ts";

/** The line that shows what happens at the moment, on a terminal. */
export function currentLine(tally: Tally): string {
  if (tally.header === null || tally.current === null) return "Preparing";
  const { case: one, fork } = tally.current;
  const { scenario, run } = tally.header;
  const planned = plannedForks(run, one);
  const count =
    fork < planned ? `fork ${fork + 1} of ${planned}` : `fork ${fork + 1}, for a narrower interval`;
  const place = `${scenario.name}/${one.name}, ${count}`;
  const left = remainingMilliseconds(tally);
  const time = left === null || fork >= planned ? "" : `, about ${seconds(left)} left`;
  const memory =
    tally.memory === null
      ? ""
      : `, ${mebibytes(tally.memory.latest)} resident, at most ${mebibytes(tally.memory.peak)}`;
  return place + time + memory;
}

/** What an event adds to the log, on a terminal and elsewhere. `tally` includes the event. */
export function loggedLines(event: RunEvent, tally: Tally): string[] {
  switch (event.kind) {
    case "waiting": {
      const holder = event.holder === null ? "another run" : `process ${event.holder}`;
      return [
        `Waiting for ${holder}, which measures into the same folder (lock file ${printable(event.lockFile)})`,
      ];
    }
    case "started": {
      const { scenario, run, cases } = event.header;
      const kept =
        event.resumed.length === 0 ? "" : `, resumed after ${plural(event.resumed.length, "fork")}`;
      return [
        `${scenario.name}: ${plural(cases.length, "case")}, ${forksOfCases(event.header)} each, ${run.profile}${kept}`,
      ];
    }
    case "output":
      return event.text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => `  | ${printable(line, 400)}`);
    case "fork-ended":
      return hasFailed(event.record) ? failureLines(event.record, tally) : [];
    case "ended": {
      const { status, path, forks } = event.outcome;
      const measured = forks.filter(({ error }) => error === null).length;
      const verb = status === "complete" ? "measured" : "interrupted with";
      const count = `${measured} of ${plural(allForks(tally), "fork")}`;
      return [`${nameOf(tally)}: ${verb} ${count}, kept in ${printable(path, 400)}`];
    }
    case "fork-started":
    case "memory":
    case "failed":
      return [];
  }
}

/** What tells, where no live line can, that the run goes on: a line per round, then one per case. */
export function milestoneLines(event: RunEvent, tally: Tally): string[] {
  if (event.kind !== "fork-ended" || tally.header === null) return [];
  const { cases, run } = tally.header;
  const { case: name, fork } = event.record;
  const measured = cases.find((one) => one.name === name);
  const planned = measured === undefined ? run.forks : plannedForks(run, measured);
  if (fork >= planned) return [`${nameOf(tally)}/${name}: fork ${fork + 1}, for a narrower interval`];
  if (fork + 1 === planned) return [caseLine(name, tally)];
  if (tally.forks.length !== forksOfRound(tally.header, fork + 1)) return [];
  const left = remainingMilliseconds(tally) ?? 0;
  return [
    `${nameOf(tally)}: fork ${fork + 1} of ${run.forks} done for every case, about ${seconds(left)} left`,
  ];
}

/** "5 forks", or "1 to 5 forks" where some cases have fewer than others. */
function forksOfCases({ run, cases }: HeaderRecord): string {
  const planned = cases.map((one) => plannedForks(run, one));
  const [fewest, most] = [Math.min(...planned), Math.max(...planned)];
  return fewest === most ? plural(most, "fork") : `${fewest} to ${plural(most, "fork")}`;
}

function caseLine(name: string, tally: Tally): string {
  const forks = tally.forks.filter((record) => record.case === name);
  const measured = forks.filter(({ error }) => error === null).length;
  const spent = forks.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
  const peaks = forks.flatMap(residentPoints).map(([, , high]) => high);
  const memory = peaks.length === 0 ? "" : `, at most ${mebibytes(Math.max(...peaks))} resident`;
  return `${nameOf(tally)}/${name}: ${measured} of ${plural(forks.length, "fork")} measured in ${seconds(spent)}${memory}`;
}

function failureLines(record: ForkRecord, tally: Tally): string[] {
  const place = `${nameOf(tally)}/${record.case}`;
  const failedChecks = record.checks
    .filter(({ passed }) => !passed)
    .map(({ name, detail }) => `${place}: check "${printable(name)}" failed: ${printable(detail, 1000)}`);
  return record.error === null
    ? failedChecks
    : [`${place}: ${printable(record.error, 1500)}`, ...failedChecks];
}

function nameOf(tally: Tally): string {
  return tally.header?.scenario.name ?? "";
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function mebibytes(bytes: number): string {
  const count = bytes / 2 ** 20;
  return `${count < 9.95 ? count.toFixed(1) : Math.round(count)} MiB`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 9950
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.round(milliseconds / 1000)} s`;
}
