/**
 * A process that corrupts the shared memory of arenas while it calls every export and uses views: `node attack.ts`.
 * `STRAIT_MUTATIONS` says how many words are written over, `STRAIT_SEED` where to begin, `STRAIT_THREAD=1` lets a second
 * thread write at the same time. It ends with code 0 when nothing but errors of the catalogue came of it; it prints the
 * seed of each arena before it is attacked, so that the last one is known when the process crashes.
 */
import { Worker } from "node:worker_threads";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { types } from "../../src/generated/index.ts";
import { MassiveArrays } from "../../src/generated/strait/stress/v1/arrays.ts";
import { ChatMessage } from "../../src/generated/strait/stress/v1/chat.ts";
import { MapsByKey, MapsByValue } from "../../src/generated/strait/stress/v1/maps.ts";
import { PriceTick } from "../../src/generated/strait/stress/v1/market_data.ts";
import { TreeNode } from "../../src/generated/strait/stress/v1/recursion.ts";
import { type Arena, ArenaError, arenaErrorCodes, createArena } from "../../src/index.ts";
import { create } from "../any-message.ts";
import { parameter } from "../parameters.ts";
import { callExport, exportsOf } from "./exports.ts";
import { type Below, memoryOf, mutate } from "./mutations.ts";
import { useAnyView } from "./views.ts";

const mutations = parameter("STRAIT_MUTATIONS", 200_000);
const firstSeed = parameter("STRAIT_SEED", 1);
const hasThread = parameter("STRAIT_THREAD", 0) === 1;
const codes: ReadonlySet<string> = new Set(arenaErrorCodes);
const callsAnArena = 400;

Error.stackTraceLimit = 5;
let written = 0;
const errors = new Map<string, number>();

for (let seed = firstSeed; written < mutations; seed++) {
  process.stdout.write(`seed ${seed}\n`);
  await attack(seed);
}
process.stdout.write(
  `${written} mutations; errors: ${JSON.stringify(Object.fromEntries([...errors].sort()))}\n`,
);

async function attack(seed: number): Promise<void> {
  const generator = xoroshiro128plus(Math.imul(seed, 0x9e3779b1));
  const below: Below = (bound) => (bound === 0 ? 0 : (generator.next() >>> 0) % bound);
  // No more than 24 MiB, so that an arena that was made to lose everything ends in OUT_OF_MEMORY.
  const arena = createArena({ slabBytes: 2 ** 20, maximumBytes: 24 * 2 ** 20 });
  populate(arena, below);
  const names = exportsOf(arena);
  const writer = hasThread ? await startWriter(arena, seed) : undefined;
  const pending: Promise<unknown>[] = [];
  for (let call = 0; call < callsAnArena && written < mutations; call++) {
    const memory = memoryOf(arena);
    for (let count = below(16); count > 0; count--, written++) mutate(memory, below);
    const name = names[below(names.length)] ?? "";
    const where = `${seed}, call ${call} of ${name}`;
    try {
      const result = callExport(arena, name, below);
      if (result instanceof Promise) pending.push(result.catch((error: unknown) => note(error, where)));
    } catch (error) {
      note(error, where);
    }
    if (pending.length >= 10) await Promise.all(pending.splice(0));
    try {
      if (below(4) === 0) useAnyView(arena, below);
    } catch (error) {
      // Views may also throw what the engine throws for a missing slab or an endless recursion: docs/errors.md.
      if (!(error instanceof ArenaError || error instanceof TypeError || error instanceof RangeError))
        throw error;
    }
  }
  await Promise.all(pending);
  await writer?.stop();
  recover(arena, seed);
}

/** Messages with everything that memory can hold. */
function populate(arena: Arena, below: Below): void {
  arena.native.buildTree(TreeNode.type.id, 4, 3);
  const chosen = [ChatMessage.type, MapsByKey.type, MapsByValue.type, MassiveArrays.type];
  const any = Array.from({ length: 12 }, () => types[below(types.length)] ?? PriceTick.type);
  for (const type of [...chosen, ...any]) {
    const message = create(arena, type);
    arena.native.fill(message.handle, below(1000), { maximumElements: 8, maximumDepth: 3 });
  }
}

/** Native code throws errors of the catalogue, and JavaScript's own only when memory was refused. */
function note(error: unknown, where: string): void {
  if (!(error instanceof ArenaError) || !codes.has(error.code) || error.code === "PANIC") {
    throw new Error(`in the arena of seed ${where}`, { cause: error });
  }
  errors.set(error.code, (errors.get(error.code) ?? 0) + 1);
}

/** A reset makes the arena whole again, once nothing says that a message is lent. */
function recover(arena: Arena, seed: number): void {
  for (const chunk of arena.slotChunks) {
    for (let word = 1; word < chunk.length; word += 4) chunk[word] = (chunk[word] ?? 0) & 0xffffff;
  }
  arena.reset();
  const { disagreements } = arena.audit();
  const isWhole = disagreements.length === 0;
  const message = MapsByKey.create(arena);
  arena.native.fill(message.handle, 5);
  if (arena.native.walk(message.handle).messages < 1)
    throw new Error(`the arena of seed ${seed} is of no use`);
  message.free();
  if (!isWhole) throw new Error(`the arena of seed ${seed} is not whole after a reset: ${disagreements[0]}`);
}

/** A thread that writes to the same memory until it is stopped. */
async function startWriter(arena: Arena, seed: number): Promise<{ stop(): Promise<void> }> {
  const stopped = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL("./writer.ts", import.meta.url), {
    workerData: { memory: memoryOf(arena), stopped, seed },
  });
  await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  return {
    async stop() {
      Atomics.store(stopped, 0, 1);
      await ended;
      written += Atomics.load(stopped, 1);
    },
  };
}
