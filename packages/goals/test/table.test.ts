/** Oracle: planted figures, as a reader sees them. */
import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { atLeastPerSecond, atMost, atMostNanoseconds, ratioName } from "../src/goal.ts";
import { rowsOf } from "../src/row.ts";
import { renderGoals } from "../src/table.ts";
import { plantedAnalysis, plantedGoal } from "./fixtures.ts";

it("shows every goal with its figure, what C takes and the verdict, and why a figure is missing", () => {
  const analysis = plantedAnalysis([
    {
      name: "call",
      metrics: {
        strait: { value: 30 },
        floor: { value: 10 },
        [ratioName("strait", "floor")]: { value: 3, unit: "count" },
      },
    },
    { name: "slot", metrics: { strait: { value: 5 } } },
  ]);
  const rows = rowsOf({ analysis, outside: new Map() }, undefined, [
    plantedGoal({ case: "call", metric: ratioName("strait", "floor"), target: atMost(1.5) }),
    plantedGoal({ case: "slot", metric: "strait", target: atLeastPerSecond(150e6) }),
    plantedGoal({ case: "shared", metric: "strait", target: atMostNanoseconds(50) }),
  ]);
  const lines = stripVTControlCharacters(renderGoals(rows)).split("\n");
  const line = (text: string) =>
    lines
      .find((one) => one.includes(text))
      ?.split("│")
      .map((cell) => cell.trim());
  expect(line("Goal call")?.slice(1, 3)).toEqual(["Goal call", "3× (30 ns against 10 ns)"]);
  expect(line("Goal call")?.slice(4, 7)).toEqual(["≤ 1.5×", "10 ns: the floor", "✗ missed"]);
  expect(line("Goal slot")?.slice(1, 7)).toEqual([
    "Goal slot",
    "200 M/s",
    "197 to 203 M/s",
    "≥ 150 M/s",
    "",
    "✓ holds",
  ]);
  expect(line("Goal shared")?.slice(2, 7)).toEqual(["", "", "≤ 50 ns", "", "– not available"]);
  expect(lines).toContain("– not available: shared: nothing measures it yet");
  expect(lines.at(-1)).toBe("3 goals: 1 hold, 1 missed, 0 undecided, 1 not available.");
});
