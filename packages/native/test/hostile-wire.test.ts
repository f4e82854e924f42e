/**
 * Bytes that are no message, or not the one they claim to be. Oracles: @bufbuild/protobuf, which has to refuse them too;
 * the code; the ledger and the audit, which must show nothing left behind. `STRAIT_INPUTS` says how many random inputs
 * there are, `STRAIT_SEED` which.
 */
import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { types } from "../src/generated/index.ts";
import { type Arena, ArenaError, checksum, createArena } from "../src/index.ts";
import type { MessageType } from "../src/runtime/index.ts";
import { asAnyMessage, create } from "./any-message.ts";
import { descriptor } from "./descriptors.ts";
import { cases, tag, varint } from "./hostile/wire-cases.ts";
import { parameter } from "./parameters.ts";
import { pick, seededRandom } from "./random-content.ts";

const inputs = parameter("STRAIT_INPUTS", 20_000);
const seed = parameter("STRAIT_SEED", 1);

/** What decoding came to: the code of the error, or the message's own bytes. */
function decoded(arena: Arena, type: MessageType, bytes: Uint8Array): string | Uint8Array {
  let view: ReturnType<typeof asAnyMessage>;
  try {
    view = asAnyMessage(type.view().fromBinary(arena, bytes));
  } catch (error) {
    if (error instanceof ArenaError) return error.code;
    throw error;
  }
  expect(arena.native.checksum(view.handle)).toBe(checksum(view, type));
  const back = view.toBinary();
  view.free();
  return back;
}

function isRefusedElsewhere(type: MessageType, bytes: Uint8Array): boolean {
  try {
    fromBinary(descriptor(type), bytes);
    return false;
  } catch {
    return true;
  }
}

function expectNothingLeft(arena: Arena): void {
  expect(arena.audit()).toMatchObject({ types: [], leakedBlocks: 0, disagreements: [] });
}

/** The other implementation takes only the low 32 bits of a length or tag, and has limits of its own for depth. */
const lenientElsewhere = /that is 2³²$|that is 2⁶³$|^field number 2²⁹|10,000|a million/;

describe("hostile bytes", () => {
  it("are more than 200 cases", () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  it.each(cases)("are refused, with nothing left behind: %s", (name, type, bytes) => {
    const arena = createArena({ slabBytes: 2 ** 20, maximumBytes: 2 ** 24 });
    const input = Uint8Array.from(bytes);
    expect(decoded(arena, type, input)).toMatch(/^(MALFORMED|TOO_DEEP)$/);
    expectNothingLeft(arena);
    if (!lenientElsewhere.test(name)) expect(isRefusedElsewhere(type, input)).toBe(true);
  });
});

describe("altered bytes", () => {
  it.each(types.map((type) => [type.name, type] as const))(
    "of %s, each with a bit changed, are refused, or read and written alike",
    (_name, type) => {
      const arena = createArena({ slabBytes: 2 ** 20, maximumBytes: 2 ** 26 });
      const filled = create(arena, type);
      arena.native.fill(filled.handle, seed, { maximumDepth: 2, maximumTextLength: 12 });
      const bytes = filled.toBinary();
      filled.free();
      const random = seededRandom(seed);
      for (let flip = 0; flip < 60 && bytes.length > 0; flip++) {
        const altered = bytes.slice();
        const at = random(0, bytes.length - 1);
        altered[at] = (altered[at] ?? 0) ^ (1 << random(0, 7));
        expectRefusedOrRead(arena, type, altered);
      }
      expectNothingLeft(arena);
    },
  );
});

/** What is read once is the same when it is written and read again, to the byte. */
function expectRefusedOrRead(arena: Arena, type: MessageType, bytes: Uint8Array): void {
  const result = decoded(arena, type, bytes);
  if (typeof result === "string") expect(["MALFORMED", "TOO_DEEP", "OUT_OF_MEMORY"]).toContain(result);
  else expect(decoded(arena, type, result)).toEqual(result);
}

describe("random bytes", () => {
  it(`are refused or read: ${inputs} inputs of seed ${seed}`, { timeout: 3_600_000 }, () => {
    const arena = createArena({ slabBytes: 2 ** 20, maximumBytes: 2 ** 26 });
    const random = seededRandom(seed);
    const codes = new Map<string, number>();
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    for (let input = 0; input < inputs; input++) {
      const type = pick(random, types);
      const bytes = randomWire(type, random);
      const result = decoded(arena, type, bytes);
      const code = typeof result === "string" ? result : "read";
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    Error.stackTraceLimit = stackTraceLimit;
    expectNothingLeft(arena);
    expect(
      [...codes.keys()].filter((code) => !["MALFORMED", "TOO_DEEP", "OUT_OF_MEMORY", "read"].includes(code)),
    ).toEqual([]);
    expect(codes.get("MALFORMED")).toBeGreaterThan(inputs / 10);
    expect(codes.get("read")).toBeGreaterThan(inputs / 10);
  });
});

/** Bytes that begin like fields of the type: its numbers with any wire type, and values that may be too long. */
function randomWire(type: MessageType, random: ReturnType<typeof seededRandom>): Uint8Array {
  const bytes: number[] = [];
  for (let part = random(0, 6); part > 0; part--) {
    const number =
      type.fields.length > 0 && random(0, 3) > 0 ? pick(random, type.fields).number : random(0, 40);
    const wire = random(0, 40) === 0 ? random(3, 7) : pick(random, [0, 1, 2, 5]);
    bytes.push(...tag(number, wire));
    if (wire === 0) bytes.push(...varint(BigInt(random(0, 2 ** 31 - 1))));
    else if (wire === 1) bytes.push(...Array.from({ length: 8 }, () => random(0, 255)));
    else if (wire === 5) bytes.push(...Array.from({ length: 4 }, () => random(0, 255)));
    else {
      const content = Array.from({ length: random(0, 20) }, () => random(0, 127));
      const claimed = random(0, 9) === 0 ? random(0, 1000) : content.length;
      bytes.push(...varint(BigInt(claimed)), ...content);
    }
  }
  return Uint8Array.from(bytes);
}
