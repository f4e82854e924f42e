import { goalNanoseconds, phaseCase, type Stopwatch, untimed } from "@strait/harness";
import { checkLedgerAtZero, checksum, createArena, requireLive } from "@strait/native";
import { Galaxy } from "@strait/native/stress/deep_nesting";
import { buildChain, expectedSum, levels, registerOf, sumOfChain } from "./chain.ts";

const roots = 100;
const operation = "chain of 20 levels";

/** 100 chains of twenty levels alive at once, built and walked by views and by Rust. */
export const twentyLevels = phaseCase({
  name: "twenty-levels",
  title: "20 levels, 100 roots alive",
  description:
    "Builds 100 chains of 20 messages with a value of another kind in each level, walks them all, frees them: by views in JavaScript, and by Rust, which builds them from wire bytes.",
  metrics: {
    build: { title: "Build by views", operation },
    reach: {
      title: "Reach the last level by views",
      operation,
      targets: [goalNanoseconds(160, "design: at most 160 ns by views")],
    },
    read: { title: "Read a value in each level by views", operation },
    walk: { title: "Walk in Rust", operation },
    checksum: { title: "Checksum in Rust", operation },
    encode: { title: "Encode in Rust", operation },
    free: { title: "Free", operation },
    decode: { title: "Build in Rust, from wire bytes", operation },
  },
  start() {
    const arena = createArena();
    const { native } = arena;
    const chains = Array.from({ length: roots }, (_, index) => buildChain(arena, index));
    const bytes = chains.map((chain) => chain.toBinary());
    const expected = chains.map((chain) => checksum(chain, Galaxy.type));
    for (const chain of chains) chain.free();
    const decoded = new Float64Array(roots);
    const handles = new Float64Array(roots);
    const expectedRead = sum(chains.map((_, index) => expectedSum(index)));
    const requireRead = (found: number, what: string) => {
      if (found !== expectedRead) throw new Error(`${what} gave ${found} where ${expectedRead} was expected`);
    };
    const measure = ({ time }: Stopwatch) => {
      const build = time(roots, () => {
        for (let index = 0; index < roots; index++) chains[index] = buildChain(arena, index);
        return chains.length;
      });
      requireLive(arena, roots * levels);
      const reach = time(roots, () => {
        let last = 0;
        for (const chain of chains) last += registerOf(chain)?.value ?? Number.NaN;
        return last;
      });
      const read = time(roots, () => {
        let total = 0;
        for (const chain of chains) total += sumOfChain(chain);
        return total;
      });
      requireRead(sum(chains.map(sumOfChain)), "reading every level");
      for (let index = 0; index < roots; index++) handles[index] = chains[index]?.handle ?? 0;
      const walk = time(roots, () => {
        let depth = 0;
        for (const handle of handles) depth += native.walk(handle).depth;
        return depth;
      });
      const fold = time(roots, () => {
        let folded = 0;
        for (const handle of handles) folded = (folded + native.checksum(handle)) | 0;
        return folded;
      });
      const encode = time(roots, () => {
        let length = 0;
        for (const handle of handles) length += native.encode(handle).length;
        return length;
      });
      const free = time(roots, () => {
        for (const chain of chains) chain.free();
        return chains.length;
      });
      requireLive(arena, 0);
      const decode = time(roots, () => {
        bytes.forEach((one, index) => {
          decoded[index] = native.decode(Galaxy.type.id, one);
        });
        return decoded.length;
      });
      requireLive(arena, roots * levels);
      native.freeBatch(decoded);
      return { build, reach, read, walk, checksum: fold, encode, free, decode };
    };
    return {
      warmUp() {
        for (let round = 0; round < 30; round++) measure(untimed);
      },
      measure,
      verify() {
        const built = chains.map((_, index) => buildChain(arena, index).handle);
        const read = bytes.map((one) => native.decode(Galaxy.type.id, one));
        const right = (list: readonly number[]) =>
          list.filter((handle, index) => native.checksum(handle) === expected[index]).length;
        const whole = [...built, ...read].filter((handle) => {
          const { messages, depth } = native.walk(handle);
          return messages === levels && depth === levels;
        }).length;
        const counts = [right(built), right(read), whole];
        for (const handle of [...built, ...read]) native.free(handle);
        return [
          {
            name: "both sides hold the same",
            passed: counts.join() === [roots, roots, 2 * roots].join(),
            detail: `${counts[0]} chains built by views and ${counts[1]} decoded by Rust have the checksum that JavaScript computed, ${counts[2]} have 20 levels`,
          },
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
