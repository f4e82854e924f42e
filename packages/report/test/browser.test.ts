/** The report in a real browser: what it asks for, what it says, and whether everyone can use it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../src/index.ts";
import { exampleAnalyses } from "./fixtures/analyses.ts";
import { namedAnalysis } from "./fixtures/named.ts";

const places = [
  process.env["CHROMIUM_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = places.find((place) => place !== "" && existsSync(place));
const title =
  executablePath === undefined
    ? `in a browser (skipped: no Chromium at CHROMIUM_PATH or ${places.slice(1).join(", ")})`
    : "in a browser";

const switches = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

describe.skipIf(executablePath === undefined)(title, { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "strait-report-"));
  const file = join(folder, "report.html");
  const longNames = join(folder, "long-names.html");
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, await renderReport(exampleAnalyses()));
    const names = [
      "Allocates and frees ten thousand messages of every type",
      "ALLOCATE WITHOUT WARMING UP FIRST",
    ];
    writeFileSync(longNames, await renderReport(names.map(namedAnalysis)));
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: switches });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report; gives the page, and all that it asked for and complained of. */
  async function open(options: BrowserContextOptions, path = file) {
    const page = await (await browser.newContext(options)).newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const [name = "", place] = path.split("#");
    await page.goto(`${pathToFileURL(name).href}${place === undefined ? "" : `#${place}`}`);
    return { page, requests, complaints };
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    return page.evaluate(`axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
  }

  /** Waits for what is written as an expression; Playwright's own waiting evaluates it in a way that the policy forbids. */
  async function until(page: Page, expression: string): Promise<void> {
    await expect.poll(() => page.evaluate(expression), { timeout: 20_000 }).toBe(true);
  }

  /** Presses the button that unfolds everything, and waits until nothing is packed. */
  async function unfold(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Unfold everything" }).click();
    await until(page, "document.querySelector('[data-packed], details:not([open])') === null");
  }

  it("asks for itself and nothing else, and complains of nothing", async () => {
    const { page, requests, complaints } = await open({});
    await unfold(page);
    await page.waitForLoadState("networkidle");
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([pathToFileURL(file).href]);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "has no fault that axe can find, folded, in %s",
    async (colorScheme) => {
      const { page } = await open({ colorScheme, viewport: { width: 1280, height: 900 } });
      expect(await violations(page)).toEqual([]);
    },
  );

  it.each(["light", "dark"] as const)(
    "has no fault that axe can find, unfolded, in %s",
    async (colorScheme) => {
      const { page } = await open({ colorScheme, viewport: { width: 1280, height: 900 } });
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    },
  );

  it("never scrolls sideways from 320 to 1280 pixels, folded and unfolded", async () => {
    const { page } = await open({});
    const overhang = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    for (const isUnfolded of [false, true]) {
      if (isUnfolded) await unfold(page);
      for (const width of [320, 400, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(overhang), `at ${width} pixels`).toBe(0);
      }
    }
  });

  it("draws no text of a chart outside of it or over another", async () => {
    const { page } = await open({ viewport: { width: 1280, height: 900 } });
    await unfold(page);
    const faults = await page.evaluate(`(() => {
      const faults = [];
      for (const chart of document.querySelectorAll("svg[role=img]")) {
        const box = chart.getBoundingClientRect();
        const texts = [...chart.querySelectorAll("text")].map((text) => ({ word: text.textContent, box: text.getBoundingClientRect() }));
        for (const [index, { word, box: own }] of texts.entries()) {
          if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1) faults.push(word + " is outside of " + chart.id);
          for (const other of texts.slice(index + 1)) {
            const across = Math.min(own.right, other.box.right) - Math.max(own.left, other.box.left);
            const down = Math.min(own.bottom, other.box.bottom) - Math.max(own.top, other.box.top);
            if (across > 1 && down > 5) faults.push(word + " is over " + other.word + " in " + chart.id);
          }
        }
      }
      return faults;
    })()`);
    expect(faults).toEqual([]);
  });

  it("cuts long names before they reach the plot, on either side", async () => {
    const { page } = await open({ viewport: { width: 1280, height: 900 } }, longNames);
    await unfold(page);
    const gaps = await page.evaluate<
      number[]
    >(`[...document.querySelectorAll(".wide svg[role=img]")].flatMap((chart) => {
      const isUpright = (mark) => mark.tagName === "line" || /^(M[^a-zM]*v[^a-zM]*)+$/.test(mark.getAttribute("d"));
      const upright = [...chart.querySelectorAll("line, path")].filter(isUpright).map((line) => line.getBoundingClientRect()).filter(({ height }) => height > 30);
      const names = [...chart.querySelectorAll("text")].filter((text) => text.textContent.endsWith("…"));
      const start = Math.min(...upright.map(({ left }) => left));
      const end = Math.max(...upright.map(({ right }) => right));
      return names.map((name) => name.getBoundingClientRect()).map(({ left, right }) => Math.max(start - right, left - end));
    })`);
    expect(gaps.length).toBeGreaterThan(8);
    for (const gap of gaps) expect(gap).toBeGreaterThan(0);
  });

  it("changes the colours of its charts with the scheme, and is light on paper", async () => {
    const inks = "getComputedStyle(document.querySelector('svg[role=img] text')).fill";
    const { page: light } = await open({ colorScheme: "light" });
    const { page: dark } = await open({ colorScheme: "dark" });
    const ink = await light.evaluate(inks);
    expect(await dark.evaluate(inks)).not.toBe(ink);
    await dark.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await dark.evaluate(inks)).toBe(ink);
  });

  it("opens a table by keyboard, and keeps it when it is closed and opened again", async () => {
    const { page } = await open({});
    const rows = "document.querySelectorAll('#noise table tbody tr').length";
    expect(await page.evaluate(rows)).toBe(0);
    const summary = page.locator("#noise summary").first();
    for (const isOpen of [true, false, true]) {
      await summary.press("Enter");
      await until(page, `document.querySelector('#noise details').open === ${isOpen}`);
      await until(page, `${rows} === 3`);
    }
    expect(await page.locator("#noise table").first().isVisible()).toBe(true);
  });

  it.each([
    ["of a check in a packed table", "checks-memory-rapid-cycles"],
    ["of a fit", "fit-scalability-wide-message-total-time"],
    ["of a scenario's figures", "figures-of-wide"],
    ["of a row of the overview", "metric-wide-read-one-read"],
  ])("goes to the place %s, however deep it is folded", async (_, id) => {
    for (const isThereAlready of [false, true]) {
      const { page } = await open({}, isThereAlready ? file : `${file}#${id}`);
      if (isThereAlready) await page.evaluate(`location.hash = "${id}"`);
      const place = page.locator(`[id="${id}"]`);
      await place.waitFor();
      await until(
        page,
        `(() => {
        const { top } = document.getElementById("${id}").getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      })()`,
      );
      expect(await place.isVisible()).toBe(true);
    }
  });

  it("says without script what is packed, and has the verdicts and figures of every case", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.locator("#overview tr[id^=metric-]").count()).toBeGreaterThan(20);
    await page.locator("#noise summary").first().click();
    expect(await page.locator("#noise details").first().textContent()).toContain("needs JavaScript");
  });

  /** What `content-visibility` hides is settled only when a frame is drawn. */
  const drawn = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))";
  const hidden = (selector: string) =>
    `[...document.querySelectorAll('${selector}')].filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length`;

  it("shows every case and every chart on paper, and of the tables of data those that are open", async () => {
    const { page } = await open({});
    await page.locator("#noise summary").first().press("Enter");
    await page.locator("#noise table").first().waitFor();
    await page.pdf();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(drawn);
    expect(await page.evaluate("document.querySelectorAll('figure svg[role=img]').length")).toBe(24);
    expect(await page.evaluate(hidden("svg[role=img]"))).toBe(0);
    expect(await page.evaluate(hidden("#overview tr"))).toBe(0);
    expect(await page.evaluate("document.querySelectorAll('figure table').length")).toBe(1);
    expect(await page.evaluate(hidden("figure table"))).toBe(0);
  });

  it("is reached by keyboard: first the link that skips, then the boxes that scroll", async () => {
    const { page } = await open({ viewport: { width: 400, height: 800 } });
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe("#main");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    const stuck = "[...document.querySelectorAll('.scroll')].filter((box) => box.tabIndex !== 0).length";
    expect(await page.evaluate(stuck)).toBe(0);
  });
});
