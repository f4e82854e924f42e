/** Oracle: Rust's walk, and the checksum that JavaScript takes of what Rust decoded. */
import { checkLedgerAtZero, checksum, createArena } from "@strait/native";
import { expect, it } from "vitest";
import { treeFamilies } from "../src/trees.ts";

const messages: Readonly<Record<string, number>> = { text: 1, list: 11, map: 1, deep: 20, huge: 1 };

it.each(treeFamilies.map((family) => [family.name, family] as const))(
  "%s owns what it should, from either side",
  (name, { build, type }) => {
    const arena = createArena();
    const byViews = build(arena);
    expect(arena.native.walk(byViews.handle).messages).toBe(messages[name]);
    expect(arena.native.walk(byViews.handle).fields).toBeGreaterThan(0);
    const decoded = type.view().at(arena, arena.native.decode(type.id, byViews.toBinary()));
    expect(checksum(decoded, type)).toBe(arena.native.checksum(byViews.handle));
    byViews.free();
    decoded.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  },
);
