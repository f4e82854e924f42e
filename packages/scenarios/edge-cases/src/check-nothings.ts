import { isDeepStrictEqual } from "node:util";
import type { Check } from "@strait/harness";
import { type Arena, checksum } from "@strait/native";
import { type Nothing, nothings } from "./nothing.ts";

/** What is wrong with a way of holding nothing; empty when both sides and the wire agree on it. */
export function faultsOf(arena: Arena, { type, make, object, wire }: Nothing): string[] {
  const message = make(arena);
  const found = message.toObject();
  const decoded = type.view().at(arena, arena.native.decode(type.id, Uint8Array.from(wire)));
  const expected = checksum(message, type);
  const faults = [
    isDeepStrictEqual({ ...found, ...object }, found) || "it reads as something else",
    isDeepStrictEqual([...message.toBinary()], [...wire]) ||
      `it is encoded as ${message.toBinary().join(" ")}`,
    arena.native.checksum(message.handle) === expected || "Rust reads something else",
    arena.native.checksum(decoded.handle) === expected || "decoded, it is something else",
  ].filter((fault) => fault !== true);
  message.free();
  decoded.free();
  return faults;
}

/** A check over every way of holding nothing. */
export function checkNothings(arena: Arena): Check {
  const faults = nothings.flatMap((nothing) =>
    faultsOf(arena, nothing).map((fault) => `${nothing.name}: ${fault}`),
  );
  return {
    name: "absent, empty and zero stay what they are",
    passed: faults.length === 0,
    detail: faults.join("; ") || `${nothings.length} ways of holding nothing, read, encoded and decoded`,
  };
}
