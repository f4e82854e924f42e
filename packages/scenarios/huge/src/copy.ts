import { type Check, comparisonCase, type Patience, type ProfileName, warmUp } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { HugePayload } from "@strait/native/stress/huge";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { kibibyte, patternedBytes, patternedText, type Size, sizes } from "./size.ts";

/** Bytes that one sample copies at least: 4 KiB alone take less than the clock shows. */
const bytesPerSample = 256 * kibibyte;

/**
 * Compiled, and every page touched, before anything is timed. Whoever makes fresh memory needs more than that: V8 takes
 * memory from the kernel, page by page, for the first large texts, and its own again once it has collected some.
 */
const patience: Readonly<Record<Exclude<ProfileName, "smoke">, Patience>> = {
  quick: { work: 2, spells: 5 },
  full: { work: 3, spells: 12 },
};

/** What one copy of a payload of one size needs. */
type Desk = {
  readonly size: Size;
  readonly source: Uint8Array<ArrayBuffer>;
  readonly target: Uint8Array<ArrayBuffer>;
  readonly shared: Uint8Array;
  readonly text: string;
  readonly block: MemoryBlock;
  readonly payload: HugePayload;
  readonly wire: Uint8Array<ArrayBuffer>;
};

type Way = { readonly title: string; copy(arena: Arena, desk: Desk): number };

/** Ways of copying a payload. Each returns a number that the copy decides. */
export const ways = {
  memcpy: {
    title: "memcpy: set, plain memory",
    copy(_arena, { source, target }) {
      target.set(source);
      return target[target.length - 1] ?? 0;
    },
  },
  "memcpy-shared": {
    title: "memcpy: set, into shared memory",
    copy(_arena, { source, shared }) {
      shared.set(source);
      return shared[shared.length - 1] ?? 0;
    },
  },
  "memcpy-fresh": {
    title: "memcpy: slice, into fresh memory",
    copy: (_arena, { source }) => source.slice().at(-1) ?? 0,
  },
  write: {
    title: "Bytes into the arena",
    copy(_arena, { source, block }) {
      block.content = source;
      return source.length;
    },
  },
  read: {
    title: "Bytes out of the arena",
    copy: (_arena, { block }) => block.content.at(-1) ?? 0,
  },
  "write-text": {
    title: "ASCII text into the arena",
    copy(_arena, { text, payload }) {
      payload.transcript = text;
      return text.length;
    },
  },
  "read-text": {
    title: "ASCII text out of the arena",
    copy: (_arena, { text, payload }) => payload.transcript.charCodeAt(text.length - 1),
  },
  encode: {
    title: "Rust: encode, to wire bytes",
    copy: (arena, { block }) => arena.native.encode(block.handle).length,
  },
  decode: {
    title: "Rust: decode, and free",
    copy(arena, { wire }) {
      const handle = arena.native.decode(MemoryBlock.type.id, wire);
      arena.native.free(handle);
      return wire.length;
    },
  },
} satisfies Record<string, Way>;

type WayName = keyof typeof ways;
const isWay = (name: string): name is WayName => Object.hasOwn(ways, name);

/** Everything that copies a payload, against the memcpy of the same bytes in the same process. */
export const copy = comparisonCase({
  name: "copy",
  title: "Copying a payload in and out",
  description:
    "Copies a payload of 4 KiB to 16 MiB into the arena and out of it, by views and by Rust's codec, beside what copying the same bytes costs without an arena.",
  operation: "copy of one payload",
  baseline: "memcpy",
  contenders: Object.entries(ways).map(([name, { title }]) => ({ name, title })),
  columns: sizes,
  start({ seed, columns, profile, note, sink }) {
    if (columns.length < sizes.length) note(`16 MiB are left out: profile ${profile}.`);
    const arena = createArena();
    const measured = sizes.filter(({ name }) => columns.includes(name));
    const desks = new Map(measured.map((size) => [size.name, deskOf(arena, size, seed)]));
    const deskFor = (column: string): Desk => {
      const desk = desks.get(column);
      if (desk === undefined) throw new Error(`there is no size ${column}`);
      return desk;
    };
    if (profile !== "smoke") {
      for (const desk of desks.values()) {
        for (const { copy: once } of Object.values(ways)) warmUp(() => once(arena, desk), patience[profile]);
      }
    }
    return {
      measure({ time }, contender, column) {
        if (!isWay(contender)) throw new Error(`there is no way to copy called ${contender}`);
        const { copy: once } = ways[contender];
        const desk = deskFor(column);
        const copies = Math.ceil(bytesPerSample / desk.size.bytes);
        // Or the first copy would find in the processor's caches what the cell before it left there, 16 MiB or 4 KiB.
        sink(once(arena, desk));
        return time(copies, () => {
          let sum = 0;
          for (let count = 0; count < copies; count++) sum += once(arena, desk);
          return sum;
        });
      },
      verify() {
        const checks = [...desks.values()].map((desk) => checkCopies(arena, desk));
        for (const { block, payload } of desks.values()) {
          block.free();
          payload.free();
        }
        return [...checks, checkLedgerAtZero(arena)];
      },
    };
  },
});

export function deskOf(arena: Arena, size: Size, seed: number): Desk {
  const source = patternedBytes(size.bytes, seed);
  const text = patternedText(size.bytes, seed);
  return {
    size,
    source,
    target: new Uint8Array(size.bytes),
    shared: new Uint8Array(new SharedArrayBuffer(size.bytes)),
    text,
    block: MemoryBlock.create(arena).assign({ content: source }),
    payload: HugePayload.create(arena).assign({ transcript: text }),
    wire: wireOf(source),
  };
}

/** The wire bytes of a block with nothing but content, put together by hand: field 3, its length, its bytes. */
export function wireOf(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    length.push(rest < 128 ? rest : (rest & 127) | 128);
    if (rest < 128) break;
  }
  const wire = new Uint8Array(1 + length.length + content.length);
  wire.set([0x1a, ...length]);
  wire.set(content, 1 + length.length);
  return wire;
}

/** Whether every copy that was made holds what it was made of. */
export function checkCopies(arena: Arena, desk: Desk): Check {
  const { source, target, shared, text, block, payload, wire, size } = desk;
  const decoded = MemoryBlock.fromBinary(arena, wire);
  const wrong = [
    same(target, source) || "memcpy",
    same(shared, source) || "memcpy into shared memory",
    same(block.content, source) || "bytes",
    payload.transcript === text || "text",
    same(arena.native.encode(block.handle), wire) || "wire bytes",
    same(decoded.content, source) || "decoded bytes",
  ].filter((fault) => fault !== true);
  decoded.free();
  return {
    name: `copies of ${size.title}`,
    passed: wrong.length === 0,
    detail: wrong.length === 0 ? "all hold what was copied" : `not what was copied: ${wrong.join(", ")}`,
  };
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
