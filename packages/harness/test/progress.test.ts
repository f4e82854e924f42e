import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CaseDescription,
  type ForkRecord,
  type HeaderRecord,
  nothingObserved,
  schemaVersion,
} from "@strait/results";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createProgress, showPlain } from "../src/progress/progress.ts";
import { advance, emptyTally, remainingMilliseconds } from "../src/progress/tally.ts";
import { currentLine } from "../src/progress/text.ts";
import { readEnvironment } from "../src/run/environment.ts";
import type { RunEvent } from "../src/run/event.ts";

function caseNamed(name: string): CaseDescription {
  const metric = { name: "time", title: "Time", operation: "turn", unit: "count" } as const;
  return { name, title: name, description: "", metrics: [{ ...metric, targets: [] }] };
}

const [alpha, beta] = [caseNamed("alpha"), caseNamed("beta")];

const header: HeaderRecord = {
  record: "header",
  schemaVersion,
  scenario: { name: "wide", title: "Wide", description: "" },
  run: { id: "1", startedAt: "2026-03-01T12:00:00.000Z", profile: "quick", seed: 1, forks: 2, commit: null },
  environment: readEnvironment(null),
  cases: [alpha, beta],
};

function forkEnded(one: CaseDescription, fork: number, changes: Partial<ForkRecord> = {}): RunEvent {
  return {
    kind: "fork-ended",
    record: {
      record: "fork",
      case: one.name,
      fork,
      startedAt: "2026-03-01T12:00:01.000Z",
      durationMilliseconds: 6000,
      error: null,
      series: [],
      checks: [],
      warnings: [],
      resultChecksum: null,
      probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
      observation: nothingObserved,
      ...changes,
    },
  };
}

const mebibyte = 2 ** 20;

function memory(latest: number, peak: number, of = { case: "alpha", fork: 0 }): RunEvent {
  const [now, most] = [latest * mebibyte, peak * mebibyte];
  return { kind: "memory", ...of, reading: { time: 100, latest: now, low: now, high: most, peak: most } };
}

/** A timeline whose highest reading is so many MiB, of a case that holds more than is resident. */
function watched(peak: number): Partial<ForkRecord> {
  const points: [number, number, number][] = [
    [0, mebibyte, 2 * mebibyte],
    [1, mebibyte, peak * mebibyte],
  ];
  const held: [number, number, number][] = [[1, 2 * peak * mebibyte, 2 * peak * mebibyte]];
  const timelines = [
    { quantity: "held bytes" as const, readings: 1, points: held },
    { quantity: "resident bytes" as const, readings: 2, points },
  ];
  return { observation: { ...nothingObserved, timelines } };
}

const events: readonly RunEvent[] = [
  { kind: "waiting", holder: 12, lockFile: "/results/.lock" },
  { kind: "started", header, path: "/results/wide.jsonl", resumed: [] },
  { kind: "fork-started", case: alpha, fork: 0 },
  memory(61, 70),
  { kind: "output", text: "hello\n\n\u001b[31mred\u0007\n" },
  forkEnded(alpha, 0),
  forkEnded(beta, 0, { error: 'Fork 0 of case "beta" ended by SIGSEGV: run this case alone to see more.' }),
  forkEnded(alpha, 1, watched(84)),
  forkEnded(beta, 1, { checks: [{ name: "ledger", passed: false, detail: "1 Wide message leaked" }] }),
  { kind: "ended", outcome: { status: "complete", path: "/results/wide.jsonl", header, forks: [] } },
];

/** What a reader of the log should find, whatever it is written to. */
const log = [
  "Waiting for process 12, which measures into the same folder (lock file /results/.lock)",
  "wide: 2 cases, 2 forks each, quick",
  "  | hello",
  "  | \\u001b[31mred\\u0007",
  'wide/beta: Fork 0 of case "beta" ended by SIGSEGV: run this case alone to see more.',
  'wide/beta: check "ledger" failed: 1 Wide message leaked',
  "wide: measured 0 of 4 forks, kept in /results/wide.jsonl",
];

const milestones = [
  "wide: fork 1 of 2 done for every case, about 12 s left",
  "wide/alpha: 2 of 2 forks measured in 12 s, at most 84 MiB resident",
  "wide/beta: 1 of 2 forks measured in 12 s",
];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("progress without a terminal", () => {
  it("is plain lines: the log, a line per round, then a line per case (oracle: the lines, read by a person)", () => {
    const lines: string[] = [];
    const show = showPlain((line) => lines.push(line));
    for (const event of events) show(event);
    expect(lines.filter((line) => !milestones.includes(line))).toEqual(log);
    expect(lines.filter((line) => milestones.includes(line))).toEqual(milestones);
    expect(lines.indexOf(milestones[0] ?? "")).toBe(5);
  });

  it("says where cases have fewer forks than others, and when one more is for a narrower interval", () => {
    const metrics = beta.metrics.map((metric) => ({ ...metric, unit: "nanoseconds/operation" as const }));
    const timed = { ...beta, metrics };
    const run = { ...header.run, forks: 3, mostForks: 12, countForks: 1 };
    const mixed: HeaderRecord = { ...header, run, cases: [alpha, timed] };
    const started: RunEvent = { kind: "started", header: mixed, path: "/results/wide.jsonl", resumed: [] };
    const lines: string[] = [];
    const show = showPlain((line) => lines.push(line));
    show(started);
    show(forkEnded(alpha, 0));
    for (const fork of [0, 1, 2, 3]) show(forkEnded(timed, fork));
    expect(lines[0]).toBe("wide: 2 cases, 1 to 3 forks each, quick");
    expect(lines.slice(-2)).toEqual([
      "wide/beta: 3 of 3 forks measured in 18 s",
      "wide/beta: fork 4, for a narrower interval",
    ]);
    const further = advance(advance(emptyTally, started), { kind: "fork-started", case: timed, fork: 3 });
    expect(currentLine(further)).toBe("wide/beta, fork 4, for a narrower interval");
  });

  it("never writes a control character, though children are told to use colours", async () => {
    vi.stubEnv("FORCE_COLOR", "1");
    const stream = new PassThrough({ encoding: "utf8" });
    const show = await createProgress(stream);
    for (const event of events) show(event);
    const written: string = stream.read();
    expect(written).not.toMatch(/[^\P{Cc}\n]/u);
    expect(written.trimEnd().split("\n")).toHaveLength(log.length + milestones.length);
  });
});

describe("progress on a terminal", () => {
  const terminal = (columns = 100) => {
    vi.stubEnv("CI", undefined);
    vi.stubEnv("TERM", "xterm");
    const still = (): boolean => true;
    const abilities = { isTTY: true, columns, clearLine: still, cursorTo: still, moveCursor: still };
    return Object.assign(new PassThrough({ encoding: "utf8" }), abilities);
  };

  it("is the log and a live line, which is gone when the run has ended", async () => {
    const stream = terminal();
    const show = await createProgress(stream);
    for (const event of events) show(event);
    const written: string = stream.read();
    for (const line of log) expect(written.split(`${line}\n`)).toHaveLength(2);
    expect(written).toContain("wide/alpha, fork 1 of 2");
    for (const line of milestones) expect(written).not.toContain(line);
    await sleep(600);
    expect(stream.read()).toBeNull();
  });

  it("is plain lines on a terminal without a width, which ora would never finish to clear", async () => {
    const stream = terminal(0);
    const show = await createProgress(stream);
    for (const event of events) show(event);
    const written: string = stream.read();
    expect(written.trimEnd().split("\n")).toHaveLength(log.length + milestones.length);
  });

  it("stops when the run fails", async () => {
    const stream = terminal();
    const show = await createProgress(stream);
    for (const event of events.slice(0, 3)) show(event);
    show({ kind: "failed" });
    stream.read();
    await sleep(600);
    expect(stream.read()).toBeNull();
  });

  it("shows the memory of the fork that runs, now and at most, and forgets it with the fork", () => {
    const started = events.slice(1, 3).reduce(advance, emptyTally);
    const seen = [memory(61.2, 61.2), memory(8.34, 70)].reduce(advance, started);
    expect(currentLine(seen)).toBe("wide/alpha, fork 1 of 2, 8.3 MiB resident, at most 70 MiB");
    const other = advance(seen, memory(200, 300, { case: "beta", fork: 0 }));
    expect(currentLine(other)).toBe(currentLine(seen));
    const next = [forkEnded(alpha, 0), { kind: "fork-started", case: beta, fork: 0 } as const].reduce(
      advance,
      seen,
    );
    expect(currentLine(next)).not.toContain("MiB");
  });

  it("estimates the time left from the forks that have ended (oracle: the same by hand)", () => {
    const started = events.slice(1, 3).reduce(advance, emptyTally);
    expect(remainingMilliseconds(started)).toBeNull();
    expect(currentLine(started)).toBe("wide/alpha, fork 1 of 2");
    const ended = advance(started, forkEnded(alpha, 0, { durationMilliseconds: 1000 }));
    const next = advance(ended, { kind: "fork-started", case: beta, fork: 0 });
    expect(currentLine(next)).toBe("wide/beta, fork 1 of 2, about 3.0 s left");
    const slower = advance(next, forkEnded(beta, 0, { durationMilliseconds: 3000 }));
    expect(remainingMilliseconds(slower)).toBe(4000);
  });
});
