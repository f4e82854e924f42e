/** Oracle: the sizes that the columns of the race are named for, and UTF-8 counted by hand. */
import { expect, it } from "vitest";
import { shapes, sizes } from "../src/content/heat.ts";
import { randomContent } from "../src/content/random-content.ts";
import { contentBytes, upperBound } from "../src/content/size.ts";

/** The sizes of which a shape can only have the nearest, as its description says. */
const nearest: Readonly<Record<string, number>> = { "doubles 1024": 800, "deep 32": 400 };

it("has messages of the sizes that it says", () => {
  for (const shape of shapes) {
    expect(shape.heats.map(({ bytes }) => bytes)).toEqual([...sizes]);
    for (const { bytes, message, size } of shape.heats) {
      const seen = contentBytes(message, randomContent(message, 5, size));
      const wanted = nearest[`${shape.name} ${bytes}`] ?? bytes;
      expect(Math.abs(seen / wanted - 1), `${shape.name} ${bytes} has ${seen}`).toBeLessThan(0.15);
      expect(upperBound(message, randomContent(message, 5, size))).toBeGreaterThan(seen);
    }
  }
});

it("makes the same content from the same seed, and other content from another", () => {
  const size = { elements: 2, links: 3, textBytes: 10, textSpread: 0.5, unicode: true };
  expect(randomContent("MixedBatch", 1, size)).toEqual(randomContent("MixedBatch", 1, size));
  expect(randomContent("MixedBatch", 1, size)).not.toEqual(randomContent("MixedBatch", 2, size));
});

it("counts text in bytes of UTF-8", () => {
  expect(contentBytes("NamePair", { givenName: "Zoë", familyName: "漢🚀" })).toBe(4 + 7);
});
