/** Oracle: docs/errors.md and docs/layout.md, from which the limits are taken; planted limits that do not hold. */
import { arenaErrorCodes, createArena } from "@strait/native";
import { describe, expect, it } from "vitest";
import { faultOf } from "../src/limits.ts";
import { limitsOfMemory } from "../src/limits-of-memory.ts";
import { limitsOfTheWire } from "../src/limits-of-the-wire.ts";
import { limitsOfValues } from "../src/limits-of-values.ts";

describe("a limit", () => {
  const arena = createArena();
  const all = [...limitsOfValues(arena), ...limitsOfMemory(arena), ...limitsOfTheWire(arena)];

  it.each(all.map((limit) => [limit.name, limit] as const))("holds: %s", (_name, limit) => {
    expect(faultOf(limit)).toBeUndefined();
    expect([...arenaErrorCodes, "RangeError"]).toContain(limit.code);
  });

  it("leaves an arena whose ledger and memory agree", () => {
    expect(arena.audit().disagreements).toEqual([]);
  });
});

describe("a planted defect", () => {
  const refuse = () => createArena().native.free(0);
  const limit = { name: "planted", at() {}, beyond: refuse, code: "NOT_A_HANDLE" };

  it("is found when the limit itself is refused", () => {
    expect(faultOf(limit)).toBeUndefined();
    expect(faultOf({ ...limit, at: refuse })).toContain("at the limit NOT_A_HANDLE");
  });

  it("is found when what is beyond is accepted, or refused for another reason", () => {
    expect(faultOf({ ...limit, beyond() {} })).toContain("beyond it none and not NOT_A_HANDLE");
    expect(faultOf({ ...limit, code: "STALE_HANDLE" })).toContain(
      "beyond it NOT_A_HANDLE and not STALE_HANDLE",
    );
  });
});
