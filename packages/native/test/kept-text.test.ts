/** Short strings, which are kept when they were read. Oracle: the string that was written. */
import { describe, expect, it } from "vitest";
import { StringLengths } from "../src/generated/strait/stress/v1/strings.ts";
import { createArena } from "../src/index.ts";
import { keptText } from "../src/runtime/kept-text.ts";

/** Reads `text` where `before` was written first. */
function readOver(before: string, text: string): string {
  const bytes = new Uint8Array(16);
  bytes.set(Buffer.from(before));
  bytes.set(Buffer.from(text));
  return keptText(new Int32Array(bytes.buffer), 0, text.length);
}

describe("a short string", () => {
  it("is what was written, at every length and whatever lies behind it", () => {
    for (let length = 1; length <= 16; length++) {
      const text = "0123456789abcdef".slice(0, length);
      for (const before of ["", "################", "0123456789abcdef"]) {
        for (let round = 0; round < 2; round++) expect(readOver(before, text)).toBe(text);
      }
    }
  });

  it("is not one that differs in its length alone, or in one character", () => {
    const alike = [
      "a",
      "a\0",
      "a\0\0",
      "\0a",
      "\0",
      "\0\0\0\0",
      "\0\0\0\0\0",
      "aaaaaaaaaaaaaaaa",
      "aaaaaaaaaaaaaaab",
    ];
    for (let round = 0; round < 3; round++) {
      for (const text of alike) expect(readOver("", text)).toBe(text);
    }
  });

  it("is what was written among more than are kept, and when most look-ups fail", () => {
    // Many have a place in common, and all words but one.
    const texts = Array.from(
      { length: 20_000 },
      (_, index) => "0123456789ab".slice(0, 4 * (index % 4)) + (index >> 2),
    );
    for (let round = 0; round < 2; round++) {
      expect(texts.filter((text) => readOver("", text) !== text)).toEqual([]);
    }
    const few = texts.slice(0, 50);
    for (let round = 0; round < 500; round++) {
      expect(few.filter((text) => readOver("", text) !== text)).toEqual([]);
    }
  });

  it("is the new one when its field was overwritten", () => {
    using message = StringLengths.create(createArena());
    for (const text of [
      "0123456789abcdef",
      "0123456789abcde",
      "0123",
      "",
      "0123456789abcdef",
      "äöü",
      "0123",
    ]) {
      message.sixteenBytes = text;
      expect(message.sixteenBytes).toBe(text);
      expect(message.sixteenBytes).toBe(text);
    }
  });
});
