/** Oracle: a run of fixtures/live.ts, followed by an HTTP client and by a browser while it goes on. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder, workspaceRoot } from "./strait.ts";

const main = join(workspaceRoot, "packages/cli/src/main.ts");
const loads = join(import.meta.dirname, "fixtures/live.ts");

/** Starts a run, and waits until it says where it can be watched. */
async function startRun(...more: readonly string[]): Promise<{ run: ChildProcess; url: string }> {
  const command = [main, "run", loads, "--live", "--quiet", "--results", temporaryFolder(), ...more];
  const run = spawn(process.execPath, command, { cwd: workspaceRoot, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => {
    run.kill("SIGKILL");
  });
  let errors = "";
  for await (const part of run.stderr ?? []) {
    errors += part;
    const url = /^Live: (\S+)$/m.exec(errors)?.[1];
    if (url !== undefined) return { run, url };
  }
  throw new Error(`The run did not say where it can be watched: ${errors}`);
}

type Told = { readonly id: number; readonly event: string; readonly data: Record<string, unknown> };

/** All that is told until the server hangs up. */
async function follow(url: string): Promise<Told[]> {
  const asked = get(new URL("events", url), { agent: false });
  const [response]: IncomingMessage[] = await once(asked, "response");
  let text = "";
  for await (const part of response?.setEncoding("utf8") ?? []) text += part;
  return [...text.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/gm)].map(
    ([, id, event = "", data = ""]) => ({
      id: Number(id),
      event,
      data: JSON.parse(data),
    }),
  );
}

async function exitCodeOf(run: ChildProcess): Promise<number | null> {
  if (run.exitCode !== null) return run.exitCode;
  const [code] = await once(run, "exit");
  return code;
}

function isGone(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

describe("strait run --live", { timeout: 60_000 }, () => {
  it("tells a client what happens in the order in which it happens, and is gone at the end", async () => {
    const { run, url } = await startRun("--forks", "2");
    const told = await follow(url);
    expect(await exitCodeOf(run)).toBe(0);
    expect(await isGone(url)).toBe(true);

    const ids = told.map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    const states = told.filter(({ event }) => event === "state").map(({ data }) => data);
    const phases = states.map(({ phase }) => phase);
    expect(phases).toEqual(phases.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)));
    expect(phases.at(-1)).toBe("ended");
    const forks = states.flatMap(({ current }) => (current === null ? [] : [JSON.stringify(current)]));
    expect([...new Set(forks)].map((fork) => JSON.parse(fork))).toEqual(
      [1, 2].flatMap((fork) => titles.map((title) => ({ case: title, fork, forks: 2 }))),
    );
    expect(states.at(-1)).toMatchObject({ forks: { done: 4, planned: 4 }, current: null });
    expect(JSON.stringify(states.at(-1)?.["cases"])).toContain("Time</b> ");
    expect(states.at(-1)?.["verdicts"]).toHaveLength(4);
  });

  it.runIf(existsSync("/proc/self/statm"))(
    "tells of the memory of every fork, in the order of time",
    async () => {
      const { url } = await startRun("--forks", "1");
      const told = await follow(url);
      const courses: number[][] = [];
      for (const { event, data } of told) {
        const points = JSON.stringify(data["points"] ?? []);
        if (event === "curve" && points === "[]") courses.push([]);
        const [time]: number[] = event === "memory" ? JSON.parse(points)[0] : [];
        if (time !== undefined) courses.at(-1)?.push(time);
      }
      const seen = courses.filter((times) => times.length > 0);
      expect(seen.length).toBe(2);
      for (const times of seen) {
        expect(times.length).toBeGreaterThan(0);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }
    },
  );

  it("ends with Ctrl-C, and so does its server", async () => {
    const { run, url } = await startRun("--forks", "50");
    const told = follow(url);
    // Until then there is nothing to keep, and the run ends as one that never began.
    await expect.poll(async () => (await firstState(url))["phase"], { timeout: 20_000 }).toBe("measuring");
    run.kill("SIGINT");
    expect(await exitCodeOf(run)).toBe(3);
    expect((await told).at(-1)).toMatchObject({ event: "state", data: { phase: "ended" } });
    expect(await isGone(url)).toBe(true);
  });
});

const order: readonly unknown[] = ["preparing", "measuring", "ended"];
/** As they are shown: what reorders text is told and not done. */
const titles = ['"><svg onload=alert(1)>', "gnp\\u202e.second"];

async function firstState(url: string): Promise<Record<string, unknown>> {
  const asked = get(new URL("events", url), { agent: false });
  const [response]: IncomingMessage[] = await once(asked, "response");
  for await (const part of response?.setEncoding("utf8") ?? []) {
    const data = /^data: (.*)$/m.exec(part)?.[1];
    if (data !== undefined) return JSON.parse(data);
  }
  return {};
}

const places = [process.env["CHROMIUM_PATH"] ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"];
const executablePath = places.find((place) => place !== "" && existsSync(place));
const inBrowser =
  executablePath === undefined
    ? `in a browser (skipped: no Chromium at CHROMIUM_PATH or ${places.slice(1).join(", ")})`
    : "in a browser";

describe.skipIf(executablePath === undefined)(`strait run --live ${inBrowser}`, { timeout: 90_000 }, () => {
  it("shows the case, its memory and its medians as text, and what it was after the end", async () => {
    const args = ["--headless", "--no-sandbox", "--disable-gpu"];
    const browser = await chromium.launch({ executablePath: executablePath ?? "", args });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    const { run, url } = await startRun("--forks", "2");
    await page.goto(url);
    const text = (id: string) => page.locator(`#${id}`).textContent();
    // Its content security policy lets nobody evaluate anything in the page, a test neither: it is asked for its texts.
    const patience = { timeout: 20_000 };
    await expect.poll(() => text("current"), patience).toContain('"><svg onload=alert(1)>, fork 1 of 2');
    await expect.poll(() => text("cases"), patience).toMatch(/Time<\/b> [\d.]+ (ns|µs)/);
    expect(await text("scenario")).toBe("Loads <img src=x onerror=alert(1)>");
    if (existsSync("/proc/self/statm")) {
      expect(await text("memory-words")).toMatch(/^Resident memory \d+(\.\d)? MiB, at most \d+(\.\d)? MiB$/);
      expect(await page.locator("#band").getAttribute("d")).toMatch(/^M[\d.,]+L/);
    }
    expect(await exitCodeOf(run)).toBe(0);
    await expect.poll(() => page.locator("body").getAttribute("data-phase"), patience).toBe("ended");
    expect(await text("progress-words")).toContain("4 of 4 forks have ended");
    expect(await page.locator("#verdicts li").count()).toBe(4);
    expect(await page.locator("img, script:not([src]), svg:not(#curve), b").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
