import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { refuseCanvas } from "../src/chart/canvas.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder in which the packages are installed side by side; gives the URL of Vega's entry. */
function installed(...packages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "strait-canvas-"));
  folders.push(folder);
  for (const name of packages) {
    mkdirSync(join(folder, "node_modules", name), { recursive: true });
    writeFileSync(join(folder, "node_modules", name, "index.js"), "");
  }
  return pathToFileURL(join(folder, "node_modules", "vega", "index.js")).href;
}

describe("refuseCanvas", () => {
  it("lets Vega be when it can only estimate", () => {
    refuseCanvas(installed("vega", "vega-canvas"));
  });

  it("refuses when Vega would find a canvas, and says what to do", () => {
    expect(() => refuseCanvas(installed("vega", "vega-canvas", "canvas"))).toThrow(
      /"canvas" is installed beside Vega.*Remove it from node_modules/,
    );
  });
});
