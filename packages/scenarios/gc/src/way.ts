/** The ways in which memory of a message is held, and what must happen before it is given back. */
import { checksum, createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { addon, type Census } from "./addon.ts";
import { sumOf, wordsOf } from "./content.ts";

export type Way = {
  readonly name: string;
  readonly title: string;
  /** Prepares messages of `bytes` bytes, a multiple of 64. */
  start(bytes: number): Messages;
};

/** Messages in one way, of one size. */
export type Messages = {
  /** Makes a message, reads it and drops it. Returns a number that follows from its content. */
  message(seed: number): number;
  /** That number, found without the message. */
  expected(seed: number): number;
  /** How many were made since the start, and given back; bytes that are held for the rest. */
  census(): Census;
  /** Whether memory is given back at once, so that no collection of garbage matters. */
  readonly atOnce?: boolean;
};

/** Whether all that was made was given back. */
export function isEmpty({ made, finalized }: Census): boolean {
  return made === finalized;
}

/**
 * JavaScriptCore takes whatever looks like a reference on the stack for one: the last message of a way may be collected long
 * after, among those of the next.
 */
const mayLinger = process.versions["bun"] === undefined ? 0 : 2;

/** Whether `count` messages were made, and as many given back after collections as this engine can be held to. */
export function allGivenBack({ made, finalized }: Census, count: number): boolean {
  return made === count && Math.abs(count - finalized) <= mayLinger;
}

/** Counts since now of what the add-on handed out. */
function nativeCensus(): () => Census {
  const before = addon.census();
  return () => {
    const { made, finalized, bytes } = addon.census();
    return {
      made: made - before.made,
      finalized: finalized - before.finalized,
      bytes: bytes - before.bytes,
    };
  };
}

function native(name: string, title: string, message: (bytes: number, seed: number) => number): Way {
  return {
    name,
    title,
    start: (bytes) => ({
      message: (seed) => message(bytes, seed),
      expected: (seed) => sumOf(wordsOf(seed, bytes / 4)),
      census: nativeCensus(),
    }),
  };
}

/** Objects of JavaScript's own: a registry tells which of them were collected. `words` is how many one has. */
function own(
  name: string,
  title: string,
  words: (bytes: number) => number,
  make: (count: number, seed: number) => { readonly kept: object; readonly numbers: ArrayLike<number> },
): Way {
  return {
    name,
    title,
    start(bytes) {
      const count = words(bytes);
      let made = 0;
      let finalized = 0;
      const registry = new FinalizationRegistry<undefined>(() => {
        finalized++;
      });
      return {
        message(seed) {
          const { kept, numbers } = make(count, seed);
          registry.register(kept, undefined);
          made++;
          return sumOf(numbers);
        },
        expected: (seed) => sumOf(wordsOf(seed, count)),
        census: () => ({ made, finalized, bytes: (made - finalized) * bytes }),
      };
    },
  };
}

export const external: Way = native("external", "external buffers", (bytes, seed) =>
  sumOf(new Uint32Array(addon.external(bytes, seed, false))),
);

const externalTold: Way = native("external-told", "external buffers, V8 told", (bytes, seed) =>
  sumOf(new Uint32Array(addon.external(bytes, seed, true))),
);

const wrapped: Way = native("wrapped", "wrapped values", (bytes, seed) =>
  addon.sumWrapped(addon.wrapped(bytes, seed, false)),
);

const wrappedTold: Way = native("wrapped-told", "wrapped values, V8 told", (bytes, seed) =>
  addon.sumWrapped(addon.wrapped(bytes, seed, true)),
);

const arrayBuffer: Way = own(
  "array-buffer",
  "JavaScript's own buffers",
  (bytes) => bytes / 4,
  (count, seed) => {
    const kept = new ArrayBuffer(4 * count);
    addon.fill(new Uint8Array(kept), seed);
    return { kept, numbers: new Uint32Array(kept) };
  },
);

/** Numbers take 8 bytes in an array of doubles. */
const object: Way = own(
  "object",
  "plain objects",
  (bytes) => bytes / 8,
  (count, seed) => {
    const numbers: number[] = [];
    let word = seed >>> 0;
    for (let index = 0; index < count; index++) {
      numbers.push(word);
      word = (Math.imul(word, 0x9e3779b1) + 1) >>> 0;
    }
    return { kept: { numbers }, numbers };
  },
);

/** Too slow for large messages: a call of Node-API for each number. */
const nodeApiObject: Way = own(
  "node-api",
  "objects that Node-API makes",
  (bytes) => bytes / 8,
  (count, seed) => {
    const numbers = addon.numbers(count, seed);
    return { kept: numbers, numbers };
  },
);

/** JavaScript writes into the arena, Rust reads, and the message is freed. */
export const arena: Way = {
  name: "arena",
  title: "the arena",
  start(bytes) {
    const home = createArena();
    const apart = createArena();
    const contents = new Map<number, Uint8Array>();
    const contentOf = (seed: number) => {
      const known = contents.get(seed) ?? new Uint8Array(wordsOf(seed, bytes / 4).buffer);
      contents.set(seed, known);
      return known;
    };
    let made = 0;
    return {
      atOnce: true,
      message(seed) {
        const block = MemoryBlock.create(home);
        block.content = contentOf(seed);
        made++;
        const read = home.native.checksum(block.handle);
        block.free();
        return read;
      },
      expected(seed) {
        const block = MemoryBlock.create(apart).assign({ content: contentOf(seed) });
        const sum = checksum(block, MemoryBlock.type);
        block.free();
        return sum;
      },
      census() {
        const live = home.ledger().reduce((sum, { liveMessages }) => sum + liveMessages, 0);
        return { made, finalized: made - live, bytes: home.memoryUse().heldBytes };
      },
    };
  },
};

/** What JavaScript may do instead of external buffers and the arena. */
export const others: readonly Way[] = [externalTold, wrapped, wrappedTold, arrayBuffer, object];

/** Ways for messages of some hundred bytes. */
export const forSmall: readonly Way[] = [external, wrapped, arrayBuffer, object, nodeApiObject, arena];

/** Ways for messages of some hundred KiB. */
export const forLarge: readonly Way[] = [external, ...others, arena];
