import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "./generated-code.ts";
import { plainOf } from "./plain-objects.ts";
import { TemporaryFolder } from "./proto-compiler.ts";
import { Arena, type MessageClass, type MessageView } from "./typescript/runtime.ts";

/** The generated classes of the golden schema, over the stand-in for the runtime. */
let generated: { readonly Quote: MessageClass };
beforeAll(async () => {
  using folder = new TemporaryFolder(generate(join(import.meta.dirname, "golden"), "typescript"));
  generated = await import(join(folder.path, "index.ts"));
});

function newQuote(arena = new Arena()): MessageView {
  return generated.Quote.create(arena);
}

function get(target: object, name: string): unknown {
  return Reflect.get(target, name);
}

function set(target: object, name: string, value: unknown): void {
  Reflect.set(target, name, value);
}

function call(target: object, name: string, ...args: unknown[]): unknown {
  const method = get(target, name);
  if (typeof method !== "function") throw new TypeError(`no method ${name}`);
  return Reflect.apply(method, target, args);
}

function ensure(target: object, name: string): object {
  const child = call(target, name);
  if (typeof child !== "object" || child === null) throw new TypeError(`${name} returns no message`);
  return child;
}

const defaults = {
  bid: 0,
  spread: 0,
  tick: 0,
  venue: 0,
  volume: 0,
  symbol: "",
  signature: new Uint8Array(0),
  isFirm: false,
  unit: 0,
  best: undefined,
  quotedAt: undefined,
  previousBid: undefined,
  sequence: undefined,
  note: undefined,
  isDelayed: undefined,
  source: undefined,
  history: [],
  tags: [],
  acceptedUnits: [],
  levels: [],
  sessions: [],
  counts: new Map(),
  limits: new Map(),
  levelByOrder: new Map(),
  unitByVenue: new Map(),
};

describe("a new message", () => {
  it("has every field at its default, whatever was in its block", () => {
    expect(call(newQuote(), "toObject")).toEqual(defaults);
  });
});

describe("a field", () => {
  it("reads what was written, and nothing else changes", () => {
    const quote = newQuote();
    call(quote, "assign", { tick: -5, isFirm: true });
    expect(get(quote, "tick")).toBe(-5);
    expect(call(quote, "toObject")).toEqual({ ...defaults, tick: -5, isFirm: true });
  });

  it("refuses a number that its kind cannot hold, and stays as it was", () => {
    const quote = newQuote();
    set(quote, "venue", 7);
    expect(() => set(quote, "venue", -1)).toThrow("Quote.venue: -1 is not an fixed32");
    expect(() => set(quote, "tick", 2 ** 31)).toThrow("Quote.tick: 2147483648 is not an sint32");
    expect(() => set(quote, "tick", 0.5)).toThrow("Quote.tick: 0.5 is not an sint32");
    expect(() => set(quote, "unit", Number.NaN)).toThrow("Quote.unit: NaN is not an enum");
    expect(call(quote, "toObject")).toEqual({ ...defaults, venue: 7 });
  });

  it("of 64 bits reads as a number where that is exact, and as a bigint on request", () => {
    const quote = newQuote();
    set(quote, "volume", -(2n ** 63n));
    expect(() => get(quote, "volume")).toThrow("Quote.volume");
    expect(get(quote, "volumeAsBigInt")).toBe(-(2n ** 63n));
    set(quote, "volume", 12);
    expect(get(quote, "volume")).toBe(12);
    expect(get(quote, "volumeAsBigInt")).toBe(12n);
  });

  it("refuses access once the message was freed", () => {
    const quote = newQuote();
    call(quote, "free");
    for (const name of ["bid", "symbol", "best", "note", "feed", "sourceCase", "history", "counts"]) {
      expect(() => get(quote, name), name).toThrow("stale");
    }
    expect(() => set(quote, "bid", 1)).toThrow("stale");
    expect(() => call(quote, "toObject")).toThrow("stale");
    expect(() => call(quote, "ensureBest")).toThrow("stale");
    expect(() => call(quote, "clearSource")).toThrow("stale");
  });
});

describe("an optional field", () => {
  it("is undefined while absent, and present when set to its default", () => {
    const quote = newQuote();
    call(quote, "assign", { previousBid: 0, sequence: 0, note: "", isDelayed: false });
    expect(call(quote, "toObject")).toEqual({
      ...defaults,
      previousBid: 0,
      sequence: 0,
      note: "",
      isDelayed: false,
    });
  });

  it("is cleared by undefined, which gives back what it held", () => {
    const arena = new Arena();
    const quote = newQuote(arena);
    call(quote, "assign", { note: "held", previousBid: 1.5 });
    set(quote, "note", undefined);
    expect(arena.heap).not.toContain("held");
    expect(call(quote, "toObject")).toEqual({ ...defaults, previousBid: 1.5 });
  });
});

describe("a sub-message", () => {
  it("is undefined until it is ensured, and again when it is cleared", () => {
    const arena = new Arena();
    const quote = newQuote(arena);
    expect(get(quote, "best")).toBeUndefined();
    const best = ensure(quote, "ensureBest");
    set(best, "price", 2.25);
    expect(get(ensure(quote, "ensureBest"), "price")).toBe(2.25);
    expect(arena.live.size).toBe(2);
    call(quote, "clearBest");
    expect(get(quote, "best")).toBeUndefined();
    expect(arena.live.size).toBe(1);
  });
});

describe("a oneof", () => {
  it("holds one member at a time and gives back what the one before held", () => {
    const arena = new Arena();
    const quote = newQuote(arena);
    set(quote, "feed", "held");
    expect([get(quote, "sourceCase"), get(quote, "feed")]).toEqual(["feed", "held"]);
    set(ensure(quote, "ensureImpliedFrom"), "quantity", 3);
    expect(arena.heap).not.toContain("held");
    expect([get(quote, "sourceCase"), get(quote, "feed")]).toEqual(["impliedFrom", undefined]);
    expect(arena.live.size).toBe(2);
    set(quote, "auction", -1);
    expect(arena.live.size).toBe(1);
    expect([get(quote, "auction"), get(quote, "auctionAsBigInt"), get(quote, "dealer")]).toEqual([
      -1,
      -1n,
      undefined,
    ]);
    set(quote, "dealer", 0);
    expect(call(quote, "toObject")).toEqual({ ...defaults, source: { case: "dealer", value: 0 } });
  });

  it("is cleared by undefined only through the member that is set", () => {
    const quote = newQuote();
    set(quote, "dealer", 4);
    set(quote, "feed", undefined);
    expect(get(quote, "dealer")).toBe(4);
    set(quote, "dealer", undefined);
    expect(get(quote, "sourceCase")).toBeUndefined();
  });

  it("keeps its member when a value for another is refused", () => {
    const quote = newQuote();
    set(quote, "feed", "kept");
    expect(() => set(quote, "dealer", -1)).toThrow("Quote.dealer");
    expect(get(quote, "feed")).toBe("kept");
  });
});

describe("toObject", () => {
  it("returns what assign was given, for any content", () => {
    fc.assert(
      fc.property(plainOf(generated.Quote.type), (plain) => {
        const quote = newQuote();
        call(quote, "assign", plain);
        expect(call(quote, "toObject")).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});
