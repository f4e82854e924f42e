import { comparisonCase, warmUp } from "@strait/harness";
import { addon, createBoundaryArena } from "./addon.ts";
import { type Heat, type Shape, sizes } from "./content/heat.ts";
import { answerTo, javascriptSum, rustChecksum } from "./content/oracle.ts";
import { randomContent } from "./content/random-content.ts";
import { allCrossings } from "./crossing/all.ts";
import type { Crossing } from "./crossing/crossing.ts";
import { crossingNames } from "./crossing/names.ts";
import { middleTiming } from "./middle-timing.ts";
import { patience } from "./patience.ts";

/** Exchanges in one timing, and timings of which the middle one is the sample. */
type Amount = { readonly exchanges: number; readonly timings: number };

/** By size: a tenth of a millisecond or more in one timing. */
const amounts: ReadonlyMap<number, Amount> = new Map([
  [32, { exchanges: 100, timings: 5 }],
  [1024, { exchanges: 15, timings: 5 }],
  [32 * 1024, { exchanges: 1, timings: 5 }],
  [1024 * 1024, { exchanges: 1, timings: 1 }],
]);

/** Enough where no time counts. */
const once: Amount = { exchanges: 1, timings: 1 };

/** The size of a single message. All four take five forks of every shape two minutes: only `full` has those. */
const sizeOfAll = 1024;

const columns = sizes.map((bytes) => ({
  name: String(bytes),
  from: bytes === sizeOfAll ? ("smoke" as const) : ("full" as const),
  title: bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${bytes / 1024} KiB` : `${bytes / 1024 ** 2} MiB`,
}));

/** Content of one size, which every crossing takes over, and what each exchange must read here and in Rust. */
type Subject = {
  readonly heat: Heat;
  readonly content: ReturnType<typeof randomContent>;
  readonly here: number;
  readonly there: number;
};

/** A crossing with content of one size: what it does, and what must come of it. */
type Runner = Pick<Subject, "here" | "there"> & Amount & { readonly cross: () => number };

/** Every crossing carries messages of one shape to Rust and its answers back, at four sizes. */
export function raceCase(shape: Shape) {
  return comparisonCase({
    name: shape.name,
    title: shape.title,
    description: `A message goes to Rust, which reads every field and answers; every field of the answer is read. ${shape.description}`,
    operation: "exchange",
    baseline: "arena",
    contenders: crossingNames,
    columns,
    start({ seed, profile, columns: measured, note }) {
      if (measured.length < columns.length)
        note(`Only messages of 1 KiB cross, not those of 32 B to 1 MiB: profile ${profile}.`);
      const arena = createBoundaryArena();
      const crossings = allCrossings(arena);
      const faults: string[] = [];
      const subjects = shape.heats
        .filter(({ bytes }) => measured.includes(String(bytes)))
        .map((heat) => subjectOf(heat, seed));
      const runners = new Map(
        crossings.flatMap((crossing) =>
          subjects.map((subject) => {
            const { bytes } = subject.heat;
            const runner = prepare(
              crossing,
              subject,
              profile === "smoke" ? once : (amounts.get(bytes) ?? once),
            );
            addon.takeChecksum();
            check(runner, 1, runner.cross(), `${crossing.name} at ${bytes} bytes`, faults);
            if (profile !== "smoke") warmUp(runner.cross, patience);
            return [[crossing.name, bytes].join(" "), runner] as const;
          }),
        ),
      );
      addon.takeChecksum();
      return {
        measure(stopwatch, contender, column) {
          const runner = runners.get(`${contender} ${column}`);
          if (runner === undefined) throw new Error(`no crossing ${contender} at ${column} bytes`);
          const { cross, exchanges, timings } = runner;
          let total = 0;
          const timing = middleTiming(stopwatch, timings, exchanges, () => {
            for (let exchange = 0; exchange < exchanges; exchange++) total += cross();
            return total;
          });
          check(runner, exchanges * timings, total, `${contender} at ${column} bytes`, faults);
          return timing;
        },
        verify: () => [
          {
            name: "every exchange was read in full",
            passed: faults.length === 0,
            detail:
              faults.length === 0
                ? "both sums of every sample, here and in Rust, are those that the content has"
                : faults.slice(0, 5).join("; "),
          },
          ...crossings.flatMap(({ name, leftovers }) => {
            if (leftovers === undefined) return [];
            const left = leftovers();
            return [
              { name: `${name} left nothing`, passed: left === undefined, detail: left ?? "ledger at zero" },
            ];
          }),
        ],
      };
    },
  });
}

function subjectOf(heat: Heat, seed: number): Subject {
  const { message, size } = heat;
  const content = randomContent(message, seed, size);
  return {
    heat,
    content,
    here: javascriptSum(message, answerTo(message, content)),
    there: rustChecksum(message, content),
  };
}

function prepare(
  crossing: Crossing,
  { heat: { message }, content, here, there }: Subject,
  amount: Amount,
): Runner {
  return { cross: crossing.prepare(message, content).cross, ...amount, here, there };
}

/** Compares what a number of exchanges read with what they must have read; sums of many round differently. */
function check(runner: Runner, operations: number, total: number, what: string, faults: string[]): void {
  const rust = addon.takeChecksum();
  for (const [side, seen, expected] of [
    ["JavaScript", total, runner.here * operations],
    ["Rust", rust, runner.there * operations],
  ] as const) {
    if (Math.abs(seen - expected) > 1e-9 * Math.abs(expected)) {
      faults.push(`${what}: ${side} read ${seen} and not ${expected}`);
    }
  }
}
