/** Oracle: equal seeds give equal content, others give other content; the schema says how many fields there are. */
import { checkLedgerAtZero, checksum, createArena } from "@strait/native";
import { WideMessage } from "@strait/native/stress/wide";
import { expect, it } from "vitest";
import { filledMessages } from "../src/filled-messages.ts";

it("fills messages alike for a seed, and no two of them alike", () => {
  const arena = createArena();
  const checksums = (seed: number) =>
    filledMessages(arena, 50, seed).map((message) => {
      const seen = checksum(message, WideMessage.type);
      message.free();
      return seen;
    });
  expect(checksums(7)).toEqual(checksums(7));
  expect(new Set(checksums(7)).size).toBe(50);
  expect(checksums(7)).not.toEqual(checksums(1000));
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

it("is about a message of 100 fields, which an object shows as 96 properties", () => {
  const arena = createArena();
  using message = WideMessage.create(arena);
  expect(WideMessage.type.fields).toHaveLength(100);
  expect(Object.keys(message.toObject())).toHaveLength(96);
});
