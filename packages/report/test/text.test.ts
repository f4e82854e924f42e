import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstSentence, fittedText, visibleText } from "../src/text.ts";

describe("visibleText", () => {
  it("leaves ordinary text of any script as it is", () => {
    for (const text of ["10,000 objects", "消息", "رسالة", "👩‍🚀", "a < b & c"])
      expect(visibleText(text)).toBe(text);
  });

  it("shows what would hide or reorder text", () => {
    expect(visibleText("wide\u202eedis")).toBe("wide⟨U+202E⟩edis");
    expect(visibleText("a\u0000b")).toBe("a⟨U+0000⟩b");
    expect(visibleText("\ud800")).toBe("\ufffd");
  });

  it("makes a line of lines", () => {
    expect(visibleText("one\n\ttwo")).toBe("one  two");
  });

  it("changes nothing the second time", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
    );
  });
});

describe("firstSentence", () => {
  it("ends where another sentence begins, and at no other full stop", () => {
    expect(firstSentence("Read all: linear (O(n) 96.3%). Best fit 1.11 ns.")).toBe(
      "Read all: linear (O(n) 96.3%).",
    );
    expect(firstSentence("Takes 4.04 ns. on average.")).toBe("Takes 4.04 ns. on average.");
    expect(firstSentence("No full stop")).toBe("No full stop");
    expect(firstSentence("")).toBe("");
  });
});

describe("fittedText", () => {
  it("keeps what fits", () => {
    expect(fittedText("Allocation", 10)).toBe("Allocation");
  });

  it("cuts what does not, as its example says", () => {
    expect(fittedText("allocate and clean up 10,000 objects", 10)).toBe("allocate and cle…");
  });

  it("cuts capitals sooner", () => {
    expect(fittedText("WIDE MESSAGE", 6)).toBe("WIDE M…");
  });

  it("gives wide glyphs a whole em", () => {
    expect(fittedText("消息消息消息", 4)).toBe("消息消…");
  });

  it("never cuts a character in two, and never grows", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.integer({ min: 2, max: 30 }),
        (text, em) => {
          const fitted = fittedText(text, em);
          expect(fitted.isWellFormed()).toBe(true);
          expect(Array.from(fitted).length).toBeLessThanOrEqual(Math.max(em / 0.56 + 1, 1));
        },
      ),
    );
  });
});
