/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import { createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { spread } from "../src/alive.ts";

afterEach(() => vi.restoreAllMocks());

describe("what huge must catch", () => {
  it("a message that is never freed", () => {
    const { free } = MemoryBlock.prototype;
    let frees = 0;
    vi.spyOn(MemoryBlock.prototype, "free").mockImplementation(function (this: MemoryBlock) {
      frees += 1;
      // The first hundred are freed before anything is measured.
      if (frees !== 101) free.call(this);
    });
    expect(() => runOnce(spread)).toThrow("the ledger counts 1 live messages where 0 were expected");
  });

  it("a copy that is not made", () => {
    const set = Object.getOwnPropertyDescriptor(MemoryBlock.prototype, "content")?.set;
    let writes = 0;
    vi.spyOn(MemoryBlock.prototype, "content", "set").mockImplementation(function (
      this: MemoryBlock,
      content: Uint8Array,
    ) {
      writes += 1;
      if (writes !== 150) set?.call(this, content);
    });
    expect(() => runOnce(spread)).toThrow("Rust read something else than was written");
  });

  it("a message whose bytes are other ones", () => {
    const set = Object.getOwnPropertyDescriptor(MemoryBlock.prototype, "content")?.set;
    vi.spyOn(MemoryBlock.prototype, "content", "set").mockImplementation(function (
      this: MemoryBlock,
      content: Uint8Array,
    ) {
      set?.call(
        this,
        Uint8Array.from(content, (byte, index) => (index === 7 ? byte ^ 1 : byte)),
      );
    });
    expect(() => runOnce(spread)).toThrow("Rust read something else than was written");
    using untouched = MemoryBlock.create(createArena());
    expect(untouched.content).toHaveLength(0);
  });
});
