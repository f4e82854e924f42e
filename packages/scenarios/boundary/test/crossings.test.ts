/**
 * Oracle: src/content/oracle.ts, which computes from the fields as data what Rust must read, what it must answer, and what
 * must be read of the answer. It shares no code with any crossing.
 */
import { checkLedgerAtZero } from "@strait/native";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { addon, createBoundaryArena } from "../src/addon.ts";
import { shapes } from "../src/content/heat.ts";
import { answerTo, javascriptSum, rustChecksum } from "../src/content/oracle.ts";
import { randomContent } from "../src/content/random-content.ts";
import { allCrossings } from "../src/crossing/all.ts";
import type { Crossing, Limits } from "../src/crossing/crossing.ts";
import { crossingNames } from "../src/crossing/names.ts";
import { type Content, copies, type MessageName, messageNames } from "../src/generated/content.ts";
import { arbitraryContent } from "./arbitrary-content.ts";

const arena = createBoundaryArena();
const crossings = allCrossings(arena);

afterAll(() => {
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

/** 64-bit integers as bigints, whatever a crossing makes of them. */
function exact<Name extends MessageName>(name: Name, content: Content[Name]): Content[Name] {
  return copies[name](content, BigInt);
}

/** The answer that comes of crossing with the content. */
function answerBy<Name extends MessageName>(crossing: Crossing, name: Name, content: Content[Name]) {
  return exact(name, crossing.prepare(name, content).answer());
}

describe.for(crossings.map((crossing) => [crossing.name, crossing] as const))("%s", ([, crossing]) => {
  it.for(shapes.flatMap((shape) => shape.heats.map((heat) => [shape.name, heat.bytes, heat] as const)))(
    "%s at %d bytes: reads all there, answers, and reads all here",
    ([, , heat]) => {
      for (const seed of heat.bytes < 2 ** 20 ? [1, 2, 3] : [4]) {
        const content = randomContent(heat.message, seed, heat.size);
        const expected = answerTo(heat.message, content);
        const { cross, answer } = crossing.prepare(heat.message, content);
        addon.takeChecksum();
        expect({ here: cross(), there: addon.takeChecksum() }).toEqual({
          here: javascriptSum(heat.message, expected),
          there: rustChecksum(heat.message, content),
        });
        expect(exact(heat.message, answer())).toEqual(exact(heat.message, expected));
      }
    },
  );

  it.for(messageNames)("%s with any content within its limits", (name) => {
    fc.assert(
      fc.property(arbitraryContent(name, crossing.limits), (content) => {
        expect(answerBy(crossing, name, content)).toEqual(exact(name, answerTo(name, content)));
      }),
      { numRuns: 40 },
    );
  });

  it("has the limits that it names, and no others", () => {
    const status = { code: 1, retries: 2, sequence: 3, load: 4, healthy: true, node: "five" };
    const beyond: { readonly [Limit in keyof Limits]-?: readonly Content["NodeStatus"][] } = {
      largeIntegers: [{ ...status, sequence: 2n ** 53n + 2n }],
      nonFinite: [
        { ...status, load: Number.NaN },
        { ...status, load: Number.POSITIVE_INFINITY },
      ],
      negativeZero: [
        { ...status, load: -0 },
        { ...status, load: 0 },
      ],
      zeroCharacter: [{ ...status, node: "a\0b" }],
      // Decoders take short and long texts by different ways.
      leadingByteOrderMark: [1, 10, 100, 10_000].map((length) => ({
        ...status,
        node: `\ufeff${"é".repeat(length)}`,
      })),
    };
    for (const [limit, contents] of Object.entries(beyond)) {
      const isCarried = contents.every((content) => carries(crossing, content));
      expect([limit, isCarried]).toEqual([limit, !(limit in crossing.limits)]);
    }
  });
});

function carries(crossing: Crossing, content: Content["NodeStatus"]): boolean {
  try {
    expect(answerBy(crossing, "NodeStatus", content)).toEqual(
      exact("NodeStatus", answerTo("NodeStatus", content)),
    );
    return true;
  } catch {
    return false;
  }
}

it("shows every crossing under its name, the shared arena first", () => {
  expect(crossings.map(({ name }) => name)).toEqual(crossingNames.map(({ name }) => name));
});
