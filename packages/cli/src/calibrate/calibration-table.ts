import { styleText } from "node:util";
import Table from "cli-table3";
import { cellsOf, columns, conclusionOf, glyphs } from "./figures.ts";
import type { Reached } from "./reached.ts";

/** Characters of a claim in one line of the table. */
const claimWidth = 64;

/** The tables of all calibrations for a terminal, and how many goals hold. */
export function renderCalibrations(reached: readonly Reached[]): string {
  const tables = reached.map(({ calibration, rows }) => {
    const table = new Table({
      head: [...columns],
      style: { head: [], border: [], compact: true },
      colAligns: ["left", "right", "right", "left", "right", "left"],
      colWidths: [claimWidth],
      wordWrap: true,
    });
    table.push(...rows.map(cellsOf));
    return `${calibration.title}\n${paint(table.toString())}`;
  });
  return [...tables, conclusionOf(reached.flatMap(({ rows }) => rows))].join("\n\n");
}

/** Colours the verdicts in a finished table, where colour codes cannot disturb its columns. */
function paint(table: string): string {
  return table
    .replaceAll(glyphs.holds, styleText("green", glyphs.holds))
    .replaceAll(glyphs.fails, styleText("red", glyphs.fails))
    .replaceAll(glyphs.undecided, styleText("yellow", glyphs.undecided));
}
