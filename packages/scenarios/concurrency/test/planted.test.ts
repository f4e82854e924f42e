/** Oracle: defects planted in the workers, each of which its case must find, and say so. */
import { type Case, runOnce } from "@strait/harness";
import { describe, expect, it, vi } from "vitest";
import { bleedingBy } from "../src/bleeding.ts";
import { fairnessBy } from "../src/fairness.ts";
import { falseSharingBy } from "../src/false-sharing.ts";
import { handOverBy } from "../src/hand-over.ts";
import { shortLivedBy } from "../src/short-lived.ts";
import { throughputBy } from "../src/throughput.ts";

vi.setConfig({ testTimeout: 120_000 });

const planted = (name: string) => new URL(`planted/${name}.ts`, import.meta.url);

/** What a case says of its defect: why it was refused, or what its checks found. */
function verdictOn(one: Case): string {
  try {
    return runOnce(one)
      .checks.filter(({ passed }) => !passed)
      .map(({ name, detail }) => `${name}: ${detail}`)
      .join("\n");
  } catch (thrown) {
    return String(thrown);
  }
}

describe("the hand-over finds", () => {
  it.each([
    ["a message that was lost", "lost-parcel", "parcel 501 came where 500 was due"],
    ["a message that came twice", "parcel-twice", "this message was freed"],
    ["a message that both workers free", "freed-by-both", "this message was freed"],
    ["a message that is seen half written", "torn-seal", "parcel 500 came torn: its seal is broken"],
    ["content that is not all there", "torn-content", "parcel 500 came torn at byte 0"],
  ])("%s", (_name, module, sentence) => {
    const verdict = verdictOn(handOverBy(planted(module)));
    expect(verdict).toMatch(/worker \d failed in "pass"/);
    expect(verdict).toContain(sentence);
  });
});

describe("a worker that does nothing", () => {
  it.each([
    ["throughput", throughputBy],
    ["fairness", fairnessBy],
  ])("is refused by the case %s", (_name, caseBy) => {
    expect(verdictOn(caseBy(planted("idle-pairs")))).toMatch(/worker 1 did no work in ".*": its share is 0/);
  });

  it("but says otherwise is found by the generations of the slots", () => {
    const verdict = verdictOn(throughputBy(planted("pretended-pairs")));
    expect(verdict).toContain("the slots of the shared arena count 0 frees where workers said 50000");
    expect(verdict).toContain("a worker freed 0 of 1000 items in its own arena");
  });
});

it("the fairness finds a worker that a lock keeps out, and says which", () => {
  const verdict = verdictOn(fairnessBy(planted("unfair-lock")));
  expect(verdict).toMatch(
    /^nobody starves: by calls into Rust, worker 1 did [\d.]+% of what worker 0 did in the same time, in \d+ windows: it starves$/,
  );
});

describe("the bleeding finds", () => {
  it("a free list that is not atomic", () => {
    expect(verdictOn(bleedingBy(planted("racing-list")))).toMatch(
      /ledger at zero: .*slot \d+ is free, but on no free list/,
    );
  });

  it("memory that is taken and not used again", () => {
    expect(verdictOn(bleedingBy(planted("hoarding")))).toMatch(
      /memory does not bleed away: the arena took \d+ pages, and \d+ suffice/,
    );
  });

  it("a message that another worker writes into", () => {
    expect(verdictOn(bleedingBy(planted("overwritten-row")))).toContain(
      "found 1 messages that are not as they were made",
    );
  });
});

describe("the false sharing finds", () => {
  it("an arena that gives a page to two workers", () => {
    expect(verdictOn(falseSharingBy(planted("shared-page")))).toContain(
      "both workers were given messages in the page",
    );
  });

  it("a write that was lost", () => {
    expect(verdictOn(falseSharingBy(planted("lost-write")))).toContain("where it was to count to 50000");
  });
});

describe("the short-lived workers' case finds", () => {
  it.each([
    [
      "a worker that leaves nothing",
      "leaves-none",
      "the ledger counts 0 live messages where 2 were expected",
    ],
    [
      "a message of which nobody knows",
      "leaves-two",
      "the ledger counts 4 live messages where 2 were expected",
    ],
  ])("%s", (_name, module, sentence) => {
    expect(verdictOn(shortLivedBy(planted(module)))).toContain(sentence);
  });
});
