/** Oracle: fixtures/planted.ts, of which it is known what leaks, where, and how much. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse, type Verdict } from "@strait/analysis";
import { type ProfileName, runScenario } from "@strait/harness/run";
import { listResultFiles, readResultFile } from "@strait/results";
import { beforeAll, describe, expect, it } from "vitest";

const planted = new URL("fixtures/planted.ts", import.meta.url);

async function verdictsOf(profile: ProfileName, only: readonly string[]): Promise<readonly Verdict[]> {
  const resultsFolder = mkdtempSync(join(tmpdir(), "strait-leaks-"));
  try {
    await runScenario(planted, { profile, resultsFolder, only, forks: 1 });
    const [file = ""] = listResultFiles(resultsFolder);
    return analyse(readResultFile(file)).verdicts;
  } finally {
    rmSync(resultsFolder, { recursive: true, force: true });
  }
}

/** What fails of a case, as a reader reads it. */
const failing = (verdicts: readonly Verdict[], name: string) =>
  verdicts.filter((one) => one.case === name && one.outcome === "fails").map(({ sentence }) => sentence);

const bool = "strait.stress.v1.OnlyBool";

describe("what exact ledgers count is found in a moment, and named", () => {
  const cases = [
    "family-message",
    "rotation-message",
    "rust-box",
    "reference",
    "buffer-not-given-back",
    "buffer-held",
  ];
  let verdicts: readonly Verdict[] = [];
  beforeAll(async () => {
    verdicts = await verdictsOf("smoke", cases);
  }, 240_000);

  it("one message of 16 bytes among the cycles of its family", () => {
    const [checks, ledger, ...others] = failing(verdicts, "family-message");
    expect(checks).toContain(`boundaries: ${bool} leaked 1 message`);
    expect(ledger).toMatch(
      /^Arena: Leaks 1 message, 16 bytes of strait\.stress\.v1\.OnlyBool in \d+ cycles of boundaries/,
    );
    expect(others).toEqual([]);
  });

  it("one message that is too many while 10,000 rotate", () => {
    const [checks] = failing(verdicts, "rotation-message");
    expect(checks).toMatch(
      /the ledger counts \d+ messages, 0 blocks, \d+ bytes of strait\.stress\.v1\.OnlyBool where/,
    );
  });

  it("0.1 byte an operation on the Rust heap, and nowhere else", () => {
    const sentences = failing(verdicts, "rust-box");
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(
      /^Rust heap of the add-on: Leaks 638 blocks, 10,208 bytes of the Rust heap in 102,000 operations \(0\.1 B\/operation\)/,
    );
  });

  it("0.1 byte an operation in references that are never deleted, and nowhere else", () => {
    const sentences = failing(verdicts, "reference");
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(
      /^Node-API layer: Leaks 318 blocks, 10,176 bytes of references in 102,000 operations/,
    );
  });

  it("buffers whose memory the finalizer does not give back: lent, and lost to the Rust heap", () => {
    const sentences = failing(verdicts, "buffer-not-given-back");
    expect(sentences).toHaveLength(2);
    expect(sentences[0]).toMatch(/^Rust heap of the add-on: Leaks 320 blocks/);
    expect(sentences[1]).toMatch(
      /^Node-API layer: Leaks 160 blocks, 10,240 bytes of buffers lent to JavaScript in 102,000 operations/,
    );
  });

  it("buffers that a reference holds for ever: the reference is named beside the buffer", () => {
    const sentences = failing(verdicts, "buffer-held");
    // Two handles each: the reference that was made, and one that Node-API has for a buffer as long as it lives.
    expect(sentences.at(-1)).toMatch(
      /^Node-API layer: Leaks 320 blocks, 10,240 bytes of references; 160 blocks, 10,240 bytes of buffers lent/,
    );
  });
});

describe("what can only be measured", () => {
  let verdicts: readonly Verdict[] = [];
  beforeAll(async () => {
    verdicts = await verdictsOf("quick", ["object-kept", "clean"]);
  }, 400_000);

  it("0.1 byte an operation in JavaScript: its heap grows, and no ledger does", () => {
    const sentences = failing(verdicts, "object-kept");
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/^Heap after collection: Leaks: the JavaScript heap grows by 0\.\d+ B/);
  });

  it("nothing is accused where nothing is planted", () => {
    expect(failing(verdicts, "clean")).toEqual([]);
    const ledgers = verdicts.filter((one) => one.case === "clean" && "place" in one.parameters);
    expect(ledgers.map(({ outcome }) => outcome)).toEqual(["holds", "holds", "holds"]);
  });
});
