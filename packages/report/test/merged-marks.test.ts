/** Oracle: markup worked by hand, and the reading that takes merged marks apart again. */
import { describe, expect, it } from "vitest";
import { mergedMarks } from "../src/chart/merged-marks.ts";
import { separateMarks } from "./reading/separate-marks.ts";

const dot = (x: number, more = "") =>
  `<path${more} transform="translate(${x},5.5)" d="M3.2,0A3.2,3.2,0,1,1,-3.2,0A3.2,3.2,0,1,1,3.2,0"/>`;

describe("mergedMarks", () => {
  it("draws the lines of a group as one path, in their order", () => {
    const lines =
      '<line transform="translate(1.5,2)" y2="4"/><line x2="-3"/><line transform="translate(3,2)" x2="1" y2="-2.5"/>';
    expect(mergedMarks(`<g stroke="red">${lines}</g>`)).toBe(
      '<path stroke="red" d="M1.5,2v4M0,0h-3M3,2l1,-2.5"/>',
    );
  });

  it("draws ticks as one path", () => {
    const ticks = [1, 2].map((x) => `<path transform="translate(${x},7)" d="M-3.5,0L3.5,0"/>`).join("");
    expect(mergedMarks(`<g stroke="red">${ticks}</g>`)).toBe('<path stroke="red" d="M-2.5,7h7M-1.5,7h7"/>');
  });

  it("draws filled dots as one path", () => {
    expect(mergedMarks(`<g fill="red">${dot(1)}${dot(10)}</g>`)).toBe(
      '<path fill="red" d="M4.2,5.5a3.2,3.2,0,1,1,-6.4,0a3.2,3.2,0,1,1,6.4,0M13.2,5.5a3.2,3.2,0,1,1,-6.4,0a3.2,3.2,0,1,1,6.4,0"/>',
    );
  });

  it.each([
    ["a single mark", '<g stroke="red"><line x2="1"/></g>'],
    ["dots with an outline", `<g fill="red" stroke="blue">${dot(1)}${dot(2)}</g>`],
    ["marks with a paint of their own", `<g fill="red">${dot(1, ' fill="blue"')}${dot(2)}</g>`],
    ["other shapes", '<g fill="red"><path d="M0,-1L1,0L0,1Z"/><path d="M0,-1L1,0L0,1Z"/></g>'],
    ["lines and texts", '<g stroke="red"><line x2="1"/><text>a</text></g>'],
  ])("leaves %s apart", (_, markup) => {
    expect(mergedMarks(markup)).toBe(markup);
  });

  it("can be read as the marks that were there", () => {
    const apart = separateMarks(mergedMarks(`<g fill="red">${dot(1)}${dot(10)}</g>`));
    expect([...apart.matchAll(/translate\(([^)]*)\)/g)].map(([, place]) => place)).toEqual([
      "1,5.5",
      "10,5.5",
    ]);
  });
});
