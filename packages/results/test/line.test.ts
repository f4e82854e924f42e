import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLine, encodeLine, type ForkRecord, schemaVersion } from "../src/index.ts";
import { forkRecord, header } from "./fixtures/records.ts";

/** A line around any JSON, with the checksum that it deserves. */
function sealed(json: string): string {
  const opened = json.slice(0, -1);
  return `${opened},"crc":"${crc32(`${opened}}`).toString(16).padStart(8, "0")}"}`;
}

const anyFork: fc.Arbitrary<ForkRecord> = fc
  .record({
    fork: fc.nat(),
    durationMilliseconds: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    error: fc.option(fc.string({ unit: "binary" })),
    warnings: fc.array(fc.string({ unit: "binary" })),
    samples: fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
    detail: fc.string({ unit: "grapheme" }),
  })
  .map(({ samples, detail, ...rest }) => ({
    ...forkRecord(0),
    ...rest,
    series: [
      {
        metric: "read",
        size: 64,
        sampler: "phases",
        operationsPerSample: 3,
        samples,
        emptyBatch: null,
        disturbed: [samples.length - 1],
        allocation: null,
      },
    ],
    checks: [{ name: "ledger", passed: false, detail }],
  }));

describe("a line", () => {
  it("gives back every record that it was made from (oracle: the record itself)", () => {
    fc.assert(
      fc.property(anyFork, (record) => {
        const line = encodeLine(record);
        expect(line).not.toContain("\n");
        // -0 is a number that JSON does not know.
        expect(decodeLine(line)).toEqual({ kind: "record", record: JSON.parse(JSON.stringify(record)) });
      }),
    );
  });

  it("ends with the CRC-32 of the JSON before it (oracle: CRC-32 by its definition, bit by bit)", () => {
    const line = encodeLine(header);
    const json = `${line.slice(0, line.lastIndexOf(',"crc"'))}}`;
    let register = 0xffffffff;
    for (const byte of new TextEncoder().encode(json)) {
      register ^= byte;
      for (let bit = 0; bit < 8; bit += 1) register = (register >>> 1) ^ (register & 1 ? 0xedb88320 : 0);
    }
    const expected = ((register ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
    expect(JSON.parse(line)).toEqual({ ...header, crc: expected });
  });

  it("is not made from a record that could not be read back", () => {
    const infinite = { ...forkRecord(0), durationMilliseconds: Number.POSITIVE_INFINITY };
    expect(() => encodeLine(infinite)).toThrow(/durationMilliseconds/);
  });
});

describe("a line with a correct checksum around hostile content", () => {
  const fork = JSON.stringify(forkRecord(0));
  const deep = 100_000;
  it.each([
    ["a __proto__ key", fork.replace('{"record"', '{"__proto__":{"fork":1},"record"'), /__proto__/],
    ["an escaped __proto__ key", fork.replace('{"record"', '{"\\u005f_proto__":1,"record"'), /__proto__/],
    ["a constructor key", fork.replace('{"record"', '{"constructor":1,"record"'), /constructor/],
    ["1e400", fork.replace("421.5", "1e400"), /durationMilliseconds/],
    ["depth 100,000", fork.replace("421.5", "[".repeat(deep) + "]".repeat(deep)), /durationMilliseconds/],
    ["depth 100,000, never closed", fork.replace("421.5", "[".repeat(deep)), /not a record/],
    ["an unknown key", fork.replace('{"record"', '{"x\\u001b[31m\\n":1,"record"'), /\\u001b\[31m\\u000a/],
    ["another record", '{"record":"spoon"}', /record/],
    ["an array", "[1,2]", /not a record/],
    ["null", "null", /not a record/],
    ["no JSON", "}{", /not a record/],
  ])("is refused with a reason: %s", (_name, json, reason) => {
    const decoded = decodeLine(sealed(json));
    expect(decoded.kind).toBe("invalid");
    expect(decoded).toHaveProperty("reason", expect.stringMatching(reason));
    expect(decoded).toHaveProperty("reason", expect.stringMatching(/^[^\n]{1,300}$/));
    expect({}).not.toHaveProperty("fork");
  });

  it("is recognised as another format's when its header says so", () => {
    const version = schemaVersion + 1;
    const newer = JSON.stringify({ record: "header", schemaVersion: version, whatever: [] });
    expect(decodeLine(sealed(newer))).toMatchObject({ kind: "version", version });
  });
});
