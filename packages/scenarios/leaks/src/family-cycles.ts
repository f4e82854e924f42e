import { type CaseContext, floorPerSecond, type KeptLedger, keepLedger, phaseCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero } from "@strait/native";
import { createCountedArena } from "./addon.ts";
import { cycleFamily, familiesOfSchema, periodOf } from "./family.ts";
import { arenaCounts, places, rustCounts } from "./places.ts";

/** What `full` does with each family in one process. */
const wanted = 100_000;
const samplesOfFull = 5;

/** Cycles of each family in one sample. */
const cyclesOf: Readonly<Record<CaseContext["profile"], number>> = {
  smoke: 100,
  quick: 500,
  full: wanted / samplesOfFull,
};

/** A defect to plant: called after the cycles of each family, with its arena. */
export type FamilyDefect = (family: string, arena: Arena) => void;

/** Every message family, allocated, filled and freed again and again: its ledger must be where it was, to the byte. */
export function familyCycles(defect?: FamilyDefect) {
  return phaseCase({
    name: "family-cycles",
    title: "Every family, 100,000 cycles",
    description:
      "Allocates, fills and frees 100,000 messages of every family of the schema, each of its types in turn, by views and by calls of Rust. The ledger of each family's arena and that of the Rust heap must not move.",
    metrics: {
      cycle: {
        title: "Allocate, fill and free",
        operation: "cycle",
        targets: [floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second")],
      },
    },
    minimumRounds: { full: samplesOfFull },
    start({ profile, seed, note }) {
      const cycles = cyclesOf[profile];
      if (profile !== "full") {
        note(
          `Profile ${profile}: ${cycles} cycles of each family a sample, as many samples as its time allows.`,
        );
      }
      const subjects = familiesOfSchema().map((family) => {
        const arena = createCountedArena({ slabBytes: 2 ** 20 });
        const ledger = keepLedger(places.arena, `cycles of ${family.name}`, () => arenaCounts(arena));
        ledger.read(0);
        return { family, arena, ledger };
      });
      const rust = keepLedger(places.rust, "cycles of all families", rustCounts);
      const runAll = (count: number) => {
        let sum = 0;
        for (const { family, arena } of subjects) sum += cycleFamily(family, arena, count, seed);
        return sum;
      };
      let done = 0;
      return {
        warmUp() {
          // Buffers that Rust keeps have grown as far as they will, once all contents were there.
          for (const { family, arena } of subjects) cycleFamily(family, arena, periodOf(family), seed);
          rust.read(0);
        },
        measure({ time }) {
          const cycle = time(cycles * subjects.length, () => runAll(cycles));
          done += cycles;
          for (const { family, arena } of subjects) defect?.(family.name, arena);
          for (const { ledger } of subjects) ledger.read(done);
          rust.read(done * subjects.length);
          return { cycle };
        },
        verify() {
          const failed = subjects
            .map(({ family, arena }) => ({ family, check: checkLedgerAtZero(arena) }))
            .filter(({ check }) => !check.passed);
          const all = `no message or block of ${subjects.length} families is left; a scan of the memory agrees`;
          const faults = failed.map(({ family, check }) => `${family.name}: ${check.detail}`);
          return [
            { name: "ledgers at zero", passed: failed.length === 0, detail: faults.join("; ") || all },
            ...(profile === "full" ? [enoughCycles(done)] : []),
          ];
        },
        ledgers: () => [...subjects.map(({ ledger }) => ledger), rust].map(readingsOf),
      };
    },
  });
}

function enoughCycles(done: number) {
  const detail = `at least ${wanted} of every family`;
  return done >= wanted
    ? { name: "cycles", passed: true, detail }
    : { name: "cycles", passed: false, detail: `${done}, and not ${detail}` };
}

function readingsOf(ledger: KeptLedger) {
  return ledger.readings();
}
