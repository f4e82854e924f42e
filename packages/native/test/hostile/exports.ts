/** Calls of every native export, with arguments that look right and such that do not. */

import { types } from "../../src/generated/index.ts";
import type { Arena } from "../../src/index.ts";
import { packHandle } from "../../src/runtime/index.ts";
import type { Below } from "./mutations.ts";

const oddities: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  "1",
  1n,
  {},
  [],
  true,
  Symbol("odd"),
  new Float64Array(2),
  new Uint8Array(3),
  () => 1,
];

/** Arguments by what they mean; one in twenty is odd. */
class Arguments {
  readonly #arena: Arena;
  readonly #below: Below;

  constructor(arena: Arena, below: Below) {
    this.#arena = arena;
    this.#below = below;
  }

  #maybe(usual: unknown): unknown {
    return this.#below(20) === 0 ? oddities[this.#below(oddities.length)] : usual;
  }

  /** The handle that a slot answers to now, most of the time. */
  handleNumber(): number {
    const index = 1 + this.#below(420);
    const generation = (this.#arena.slotChunks[0]?.[4 * index] ?? 1) & (2 ** 29 - 1);
    return this.#below(10) === 0
      ? this.#below(2 ** 32) * 2 ** 20
      : packHandle(index, Math.max(1, generation));
  }

  handle(): unknown {
    return this.#maybe(this.handleNumber());
  }

  typeId(): unknown {
    return this.#maybe(this.#below(types.length + 1));
  }

  count(most: number): unknown {
    return this.#maybe(this.#below(30) === 0 ? this.#below(2 ** 32) : this.#below(most));
  }

  handles(): unknown {
    return this.#maybe(Float64Array.from({ length: this.#below(8) }, () => this.handleNumber()));
  }

  bytes(): unknown {
    return this.#maybe(Uint8Array.from({ length: this.#below(64) }, () => this.#below(256)));
  }

  fillOptions(): unknown {
    return this.#maybe({
      maximumElements: this.#below(10),
      maximumTextLength: this.#below(100),
      maximumDepth: this.#below(4),
    });
  }
}

const argumentsOf: Readonly<Record<string, (given: Arguments) => readonly unknown[]>> = {
  refillSlots: (given) => [given.count(41)],
  refillData: (given) => [given.count(41)],
  allocateRun: (given) => [given.count(300_000)],
  releaseData: (given) => [given.count(2 ** 18)],
  retireSlot: (given) => [given.count(420)],
  releaseOwned: (given) => [given.count(420)],
  allocate: (given) => [given.typeId()],
  free: (given) => [given.handle()],
  allocateBatch: (given) => [given.typeId(), given.handles()],
  freeBatch: (given) => [given.handles()],
  sumDoubles: (given) => [given.handles()],
  fillDoubles: (given) => [given.handles(), given.count(1000)],
  encodeInBackground: (given) => [given.handle()],
  checksumInBackground: (given) => [given.handle()],
  lend: (given) => [given.handle()],
  giveBack: (given) => [given.handle()],
  recover: () => [],
  reset: () => [],
  audit: () => [],
  memoryUse: () => [],
  trim: () => [],
  fill: (given) => [given.handle(), given.count(1000), given.fillOptions()],
  checksum: (given) => [given.handle()],
  walk: (given) => [given.handle()],
  memorySize: (given) => [given.handle()],
  fillArray: (given) => [given.handle(), given.count(20), given.count(500), given.count(1000)],
  buildTree: (given) => [given.typeId(), given.count(5), given.count(5)],
  clearField: (given) => [given.handle(), given.count(20)],
  encode: (given) => [given.handle()],
  decode: (given) => [given.typeId(), given.bytes()],
  slabBytes: () => [],
};

/** Exports that are too slow, or end too much, to be called as often as the others. */
const seldom: readonly string[] = ["audit", "memoryUse", "recover", "reset", "trim"];

/** The native functions of an arena. Throws when there is one that {@link callExport} does not know. */
export function exportsOf(arena: Arena): readonly string[] {
  const names = Object.getOwnPropertyNames(arena.native).filter((name) => !name.startsWith("$"));
  const unknown = names.filter((name) => argumentsOf[name] === undefined);
  if (unknown.length > 0) throw new Error(`give arguments for ${unknown.join(", ")} in exports.ts`);
  return names;
}

/** Calls an export, whatever comes of it. Returns what it does. */
export function callExport(arena: Arena, name: string, below: Below): unknown {
  if (seldom.includes(name) && below(20) !== 0) return undefined;
  const given = argumentsOf[name]?.(new Arguments(arena, below)) ?? [];
  return Reflect.apply(Reflect.get(arena.native, name), undefined, given);
}
