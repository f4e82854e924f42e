import {
  type CaseContext,
  type Count,
  phaseCase,
  type Stopwatch,
  type Target,
  type Timing,
} from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { arenaCounts, places } from "./places.ts";
import { createPool, type Policy, type Pool } from "./pool.ts";

const few = 1_000;
const many = 10_000;
const policies = ["oldest", "random"] as const;

/** What `full` does by each policy in one process. */
const wanted = 1_000_000;
const samplesOfFull = 5;

/** Rotations of one timing, and timings of one sample. */
const chunk = 20_000;
const planOf: Readonly<
  Record<CaseContext["profile"], { readonly rotations: number; readonly chunks: number }>
> = {
  smoke: { rotations: 1_000, chunks: 1 },
  quick: { rotations: 2_000, chunks: 2 },
  full: { rotations: chunk, chunks: wanted / samplesOfFull / chunk },
};

const goal: Target = {
  name: "goal",
  source: "design: at most 1.15 times the time with 10,000 live that it takes with 1,000",
  comparison: "atMost",
  value: 1.15,
  unit: "count",
};

const frees = { oldest: "the oldest", random: "a random one" } as const;

/** A defect to plant: called before the ledger is compared, with the pool of 10,000. */
export type RotationDefect = (pool: Pool) => void;

/** 10,000 live messages, one of which makes room for a new one a million times, beside 1,000 that do the same. */
export function rotation(defect?: RotationDefect) {
  const time = (policy: Policy, live: string) =>
    ({ title: `Free ${frees[policy]}, make one: ${live} live`, operation: "rotation" }) as const;
  const ratio = (policy: Policy) =>
    ({
      title: `10,000 live over 1,000, ${frees[policy]}`,
      operation: "sample",
      unit: "count",
      targets: [goal],
    }) as const;
  return phaseCase({
    name: "rotation",
    title: "10,000 live, 1,000,000 rotations",
    description:
      "Keeps 10,000 messages of five kinds alive, frees the oldest or a random one and makes one of a random kind, a million times; beside it, in turns, the same with 1,000. The ledger is compared with what must live, type by type, after every timing.",
    metrics: {
      "oldest-1000": time("oldest", "1,000"),
      "oldest-10000": time("oldest", "10,000"),
      "random-1000": time("random", "1,000"),
      "random-10000": time("random", "10,000"),
      "oldest-ratio": ratio("oldest"),
      "random-ratio": ratio("random"),
    },
    minimumRounds: { full: samplesOfFull },
    start({ profile, seed, note }) {
      const { rotations, chunks } = planOf[profile];
      if (profile !== "full") {
        note(
          `Profile ${profile}: rotates in samples of ${rotations * chunks} as long as its time allows, not ${wanted} times.`,
        );
      }
      const pools = {
        oldest: { few: createPool(few, "oldest", seed), many: createPool(many, "oldest", seed) },
        random: { few: createPool(few, "random", seed), many: createPool(many, "random", seed) },
      };
      const all = policies.flatMap((policy) => [pools[policy].few, pools[policy].many]);
      const compare = (policy: Policy, { time: take }: Stopwatch) => {
        const own = pools[policy];
        const timings: { readonly few: Timing[]; readonly many: Timing[] } = { few: [], many: [] };
        for (let turn = 0; turn < chunks; turn += 1) {
          timings.few.push(take(rotations, () => own.few.rotate(rotations)));
          own.few.requireExact();
          timings.many.push(take(rotations, () => own.many.rotate(rotations)));
          defect?.(own.many);
          own.many.requireExact();
        }
        const [shorter, longer] = [meanOf(timings.few), meanOf(timings.many)];
        const ratio: Count = {
          value: longer.nanosecondsPerOperation / shorter.nanosecondsPerOperation,
          disturbed: eitherDisturbed([shorter, longer]),
        };
        return { few: shorter, many: longer, ratio };
      };
      let done = 0;
      return {
        warmUp() {
          for (const pool of all) pool.rotate(many);
        },
        measure(stopwatch) {
          const oldest = compare("oldest", stopwatch);
          const random = compare("random", stopwatch);
          done += rotations * chunks;
          return {
            "oldest-1000": oldest.few,
            "oldest-10000": oldest.many,
            "random-1000": random.few,
            "random-10000": random.many,
            "oldest-ratio": oldest.ratio,
            "random-ratio": random.ratio,
          };
        },
        verify() {
          for (const pool of all) pool.drain();
          const [failed] = all.map(({ arena }) => checkLedgerAtZero(arena)).filter(({ passed }) => !passed);
          const detail = `${all.length} pools were emptied; a scan of the memory agrees`;
          return [
            failed ?? { name: "ledgers at zero", passed: true, detail },
            ...(profile === "full" ? [enoughRotations(done)] : []),
          ];
        },
        ledgers: () =>
          policies.map((policy) => ({
            place: places.arena,
            work: `rotations that free ${frees[policy]}`,
            readings: [
              // A new arena has nothing; the ledger in between was compared with what had to live.
              { operations: 0, counts: [] },
              { operations: done, counts: arenaCounts(pools[policy].many.arena) },
            ],
          })),
      };
    },
  });
}

/** One timing of several of the same work, disturbed when one of them was. */
function meanOf(timings: readonly Timing[]): Timing {
  const sum = timings.reduce((total, one) => total + one.nanosecondsPerOperation, 0);
  return {
    nanosecondsPerOperation: sum / timings.length,
    operations: timings.reduce((total, { operations }) => total + operations, 0),
    disturbed: eitherDisturbed(timings),
  };
}

/** Null when none is known to be and one does not say. */
function eitherDisturbed(timings: readonly Timing[]): boolean | null {
  const said = timings.map(({ disturbed = null }) => disturbed);
  return said.includes(true) ? true : said.includes(null) ? null : false;
}

function enoughRotations(done: number) {
  const detail = `at least ${wanted} by each policy, the ledger exact after every ${chunk}`;
  return done >= wanted
    ? { name: "rotations", passed: true, detail }
    : { name: "rotations", passed: false, detail: `${done}, and not ${detail}` };
}
