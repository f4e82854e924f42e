/** Oracle: work whose results are known by formula, clocks that can be put in order, and workers that fail. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { quietest } from "../src/team/quietest.ts";
import { sectionOf, type WorkerReport } from "../src/team/section.ts";
import { startTeam } from "../src/team/team.ts";

vi.setConfig({ testTimeout: 120_000 });

const summing = new URL("fixtures/workers/summing.ts", import.meta.url);
const running: ReturnType<typeof startTeam>[] = [];

afterEach(() => {
  for (const team of running.splice(0)) team.close();
});

function start(workers = 2, patience?: number) {
  const seen = new Int32Array(new SharedArrayBuffer(16));
  const sunk: number[] = [];
  const sink = (value: number) => {
    sunk.push(value);
  };
  const options = { module: summing, workers, seed: 2 ** 32 - 1, data: { seen }, sink };
  const team = startTeam(patience === undefined ? options : { ...options, patience });
  running.push(team);
  return { team, seen, sunk };
}

describe("a team", () => {
  it("does a section in all workers, each timed by its own clock, and hands over what they did", () => {
    const { team, seen, sunk } = start();
    const section = team.run("sum", { arguments: [1_000], operationsEach: 1_000 });
    expect(section.workers.map(({ operations, result }) => [operations, result])).toEqual([
      [1_000, 500_500],
      [1_000, 500_500],
    ]);
    // Seeds are 32 bits, another one in each worker.
    expect(section.workers.map(({ figures }) => figures)).toEqual([
      [0, 2 ** 32 - 1],
      [1, 0],
    ]);
    for (const { begin, end } of section.workers) expect(end).toBeGreaterThan(begin);
    expect(section.operations).toBe(2_000);
    expect(section.timing.nanosecondsPerOperation).toBe(section.elapsed / 2_000);
    expect(sunk).toEqual([500_500, 500_500]);
    expect([...seen.subarray(0, 2)]).toEqual([1, 1]);
  });

  it("lets some of its workers do a section, again and again, while the others rest", () => {
    const { team, seen } = start(3);
    for (let round = 0; round < 200; round += 1) {
      const workers = 1 + (round % 3);
      expect(team.run("sum", { workers, arguments: [10] }).workers).toHaveLength(workers);
    }
    expect([...seen.subarray(0, 3)]).toEqual([200, 133, 66]);
  });

  it("has all workers at work at the same time", () => {
    const { team } = start(3);
    expect(team.run("meet", { arguments: [3] }).operations).toBe(3);
  });

  it("stops a section after its time", () => {
    const { team } = start();
    const section = team.run("count", { stopAfter: 20 });
    for (const { operations } of section.workers) expect(operations).toBeGreaterThan(0);
    expect(section.elapsed).toBeGreaterThan(5e6);
    // The next one begins anew.
    expect(team.run("sum", { arguments: [3] }).operations).toBe(6);
  });

  it("times work that has to be waited for, by the clock of the worker", () => {
    const { team } = start();
    expect(team.run("sleep", { arguments: [30] }).elapsed).toBeGreaterThan(29e6);
  });
});

describe("a section is refused", () => {
  it.each([
    ["a worker that did no work", "lazy", {}, 'worker 1 did no work in "lazy": its share is 0'],
    [
      "a worker that did less than was asked for",
      "sum",
      { arguments: [9], operationsEach: 10 },
      'worker 0 did 9 operations in "sum" where 10 were asked for',
    ],
    [
      "a worker that throws, though another waits for it",
      "broken",
      {},
      'worker 1 failed in "broken": the wheel came off',
    ],
    ["a task that is not there", "dance", {}, 'there is no task "dance" but sum, count'],
    [
      "more workers than there are",
      "sum",
      { workers: 3 },
      "a section of 3 workers cannot be done by a team of 2",
    ],
    ["a call that has no room", "sum", { arguments: Array(1_000).fill(1) }, "pass fewer arguments"],
  ])("for %s", (_name, task, options, message) => {
    expect(() => start().team.run(task, options)).toThrow(message);
  });

  it("for a worker that is stuck, which ends with its team", () => {
    const { team } = start(2, 20_000);
    expect(() => team.run("stuck", { patience: 500 })).toThrow('a worker has not ended "stuck" after 0.5 s');
  });

  it("when a worker cannot start, with its reason", () => {
    const module = new URL("fixtures/workers/refusing.ts", import.meta.url);
    const order = { module, workers: 2, seed: 1, data: null, sink: () => {} };
    expect(() => startTeam(order)).toThrow("worker 0 failed to start: there is no arena");
    const foreign = { ...order, module: new URL("fixtures/no-scenario.ts", import.meta.url) };
    expect(() => startTeam(foreign)).toThrow("has no worker as its default export");
    expect(() => startTeam({ ...order, workers: 0 })).toThrow("a team of 0 workers");
  });
});

const report = (change: Partial<WorkerReport>): WorkerReport => ({
  begin: 1_000,
  end: 11_000,
  waited: 0,
  operations: 100,
  result: 1,
  figures: [],
  ...change,
});

describe("what the reports come to", () => {
  it("is the time from the first begin to the last end, over the operations of all", () => {
    const section = sectionOf([report({}), report({ begin: 1_100, end: 13_000, operations: 300 })]);
    expect(section).toMatchObject({ elapsed: 12_000, operations: 400, disturbed: false });
    expect(section.timing).toEqual({ nanosecondsPerOperation: 30, operations: 400, disturbed: false });
  });

  it.each([
    ["a worker waited for a processor", { waited: 101 }, true],
    ["it waited for a hundredth", { waited: 100 }, false],
    ["workers began apart", { begin: 1_501 }, true],
    ["workers began a twentieth apart", { begin: 1_500 }, false],
    ["nobody tells of waits", { waited: null }, null],
    ["nobody tells of waits, and they began apart", { waited: null, begin: 2_000 }, true],
  ])("is disturbed or not when %s", (_name, change, disturbed) => {
    expect(sectionOf([report({}), report(change)]).disturbed).toBe(disturbed);
  });
});

describe("the quietest of some attempts", () => {
  const sections = (...waits: (number | null)[]) =>
    waits.map((waited) => sectionOf([report({}), report({ waited })]));

  it.each([
    ["the first that is not disturbed", [500, 50, 0], 50, 2],
    ["the one that is least disturbed, when all are", [500, 300, 400], 300, 3],
    ["the first, where nobody tells", [null, 0, 0], null, 1],
  ])("is %s", (_name, waits, waited, tried) => {
    const attempts = sections(...waits);
    let made = 0;
    const chosen = quietest(3, () => attempts[made++] ?? raise());
    expect(chosen.workers[1]?.waited).toBe(waited);
    expect(made).toBe(tried);
  });

  it("knows how much a worker came late", () => {
    expect(sectionOf([report({}), report({ begin: 3_000 })]).disturbance).toBeCloseTo(0.2, 12);
    expect(sectionOf([report({}), report({ waited: 3_000 })]).disturbance).toBeCloseTo(0.3, 12);
  });
});

function raise(): never {
  throw new Error("more attempts than there are sections");
}
