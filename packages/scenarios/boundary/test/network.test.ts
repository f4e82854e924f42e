/** Oracle: the sums of the content itself, and of its ten fields by hand. */
import { checkLedgerAtZero } from "@strait/native";
import { expect, it } from "vitest";
import { createBoundaryArena } from "../src/addon.ts";
import { javascriptSum } from "../src/content/oracle.ts";
import { decodersOf, networkContent } from "../src/network.ts";

it("every way of decoding reads the same ten fields and the same hundred", () => {
  const arena = createBoundaryArena();
  for (const seed of [1, 2, 3]) {
    const content = networkContent(seed);
    const { counter00, counter13, counter26, counter39, total00, total09, reading00, reading19 } = content;
    const numbers = [counter00, counter13, counter26, counter39, total00, total09, reading00, reading19];
    const ten = [...numbers, content.alarm05, content.tag10.length].reduce<number>(
      (sum, value) => sum + Number(value),
      0,
    );
    for (const [name, decode] of Object.entries(decodersOf(content, arena))) {
      expect([name, decode.ten(), decode.all()]).toEqual([name, ten, javascriptSum("MixedMessage", content)]);
    }
  }
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});
