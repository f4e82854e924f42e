/** Oracle: protobuf's encoding by hand, and planted mistakes in what is expected. */
import { checkLedgerAtZero, createArena } from "@strait/native";
import { OnlyMessage, OnlyOptional } from "@strait/native/stress/boundaries";
import { expect, it } from "vitest";
import { checkNothings, faultsOf } from "../src/check-nothings.ts";
import { nothings } from "../src/nothing.ts";

it.each(nothings.map((nothing) => [nothing.name, nothing] as const))("knows %s", (_name, nothing) => {
  const arena = createArena();
  expect(faultsOf(arena, nothing)).toEqual([]);
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

it("takes absent and zero for different things, and absent and empty", () => {
  const arena = createArena();
  const absent = {
    name: "planted",
    type: OnlyOptional.type,
    make: () => OnlyOptional.create(arena),
    object: { correction: 0 },
    wire: [0x08, 0],
  };
  expect(faultsOf(arena, absent)).toEqual([
    "it reads as something else",
    "it is encoded as ",
    "decoded, it is something else",
  ]);
  const empty = {
    name: "planted",
    type: OnlyMessage.type,
    make() {
      const message = OnlyMessage.create(arena);
      message.ensureMarker();
      return message;
    },
    object: { marker: undefined },
    wire: [],
  };
  expect(faultsOf(arena, empty)).toHaveLength(3);
});

it("covers every rule of fields", () => {
  expect(checkNothings(createArena())).toMatchObject({ passed: true });
  const rules = new Set(nothings.flatMap(({ type }) => type.fields.map(({ rule }) => rule)));
  expect([...rules].sort()).toEqual(["map", "oneof", "optional", "repeated", "singular"]);
});
