/** How often the leak verdict is right on planted memory readings, and the ledger's on planted losses. */
import type { LedgerCounts } from "@strait/results";
import { median } from "simple-statistics";
import { ledgerLeak } from "../leak/ledger-leak.ts";
import { memoryLeak } from "../leak/memory-leak.ts";
import { type MemorySource, warmUpBatches } from "../leak/memory-readings.ts";
import { formatNumber } from "../verdict/quantity.ts";
import type { Outcome } from "../verdict/verdict.ts";
import { type Calibration, type CalibrationPart, figureRow, shareRow, trialsAt } from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";
import { type PlantedLeak, plantedHeap, plantedResidentMemory } from "./planted-memory.ts";

const documentedRuns = 2000;
const operationsPerBatch = 50_000;

export const leak: Calibration = {
  name: "leak",
  title: "Does it leak",
  parts: [
    memoryPart("heap", plantedHeap, { batches: 40, leak: 0.1 }),
    memoryPart("resident", plantedResidentMemory, { batches: 80, leak: 1 }),
    { name: "interval", run: intervalRows },
    { name: "ledger", run: ledgerRows },
  ],
};

/** Runs without a leak and runs with one, over the same number of batches after warm-up. */
function memoryPart(
  source: MemorySource,
  plant: (draws: Draws, planted: PlantedLeak) => number[],
  { batches, leak }: { readonly batches: number; readonly leak: number },
): CalibrationPart {
  const setting = `${source} memory, ${batches} batches of ${formatNumber(operationsPerBatch)}`;
  return {
    name: source,
    run({ scale, seed }) {
      const trials = trialsAt(documentedRuns, scale);
      const find = (bytesPerOperation: number) => {
        const draws = seededDraws(seed, `leak/${source}/${bytesPerOperation}`);
        const planted = { batches: batches + warmUpBatches, operationsPerBatch, bytesPerOperation };
        return Array.from({ length: trials }, () =>
          memoryLeak({ source, operationsPerBatch, bytes: plant(draws, planted) }),
        );
      };
      const [clean, leaky] = [find(0), find(leak)];
      const count = (findings: typeof clean, outcome: Outcome) =>
        findings.filter((finding) => finding.outcome === outcome).length;
      const errors = leaky.map(({ bytesPerOperation }) => Math.abs((bytesPerOperation ?? 0) / leak - 1));
      return [
        shareRow({
          claim: `false alarms without a leak, ${setting}`,
          counted: count(clean, "fails"),
          trials,
          goal: { atMost: 0.01 },
        }),
        shareRow({
          claim: `leaks of ${leak} bytes an operation found, ${setting}`,
          counted: count(leaky, "fails"),
          trials,
          goal: { atLeast: 0.99 },
        }),
        shareRow({
          claim: `leaks of ${leak} bytes an operation denied, ${setting}`,
          counted: count(leaky, "holds"),
          trials,
          goal: { atMost: 0.01 },
        }),
        figureRow({
          claim: `median error of the leak's size, ${setting}`,
          reached: median(errors),
          unit: "share",
          trials,
          goal: { atMost: 0.1 },
        }),
      ];
    },
  };
}

/** Whether the interval keeps its word where its assumption holds: a line with first-order autoregressive noise. */
function intervalRows({ scale, seed }: { readonly scale: number; readonly seed: number }) {
  const trials = trialsAt(documentedRuns, scale);
  const { autoregressive } = seededDraws(seed, "leak/interval");
  const [leak, batches] = [0.2, 60];
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const bytes = autoregressive(batches + warmUpBatches, 0.5).map(
      (noise, batch) => 5e6 + 5000 * noise + leak * operationsPerBatch * batch,
    );
    const { interval } = memoryLeak({ source: "heap", operationsPerBatch, bytes });
    if (interval !== null && interval.low <= leak && leak <= interval.high) covered += 1;
  }
  return [
    shareRow({
      claim: "95% intervals that cover the leak's size, noise autocorrelated by 0.5, 60 batches",
      counted: covered,
      trials,
      goal: { between: [0.93, 0.98] },
    }),
  ];
}

/** A ledger of three types with live messages, and one 16-byte block of one of them lost in a million cycles. */
function ledgerRows({ scale, seed }: { readonly scale: number; readonly seed: number }) {
  const trials = trialsAt(documentedRuns, scale);
  const { uniform } = seededDraws(seed, "leak/ledger");
  const cycles = 1_000_000;
  let found = 0;
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const before: readonly LedgerCounts[] = ["Order", "Quote", "Trade"].map((type) => {
      const live = Math.floor(1e6 * uniform());
      return {
        type,
        liveMessages: live,
        messageBytes: 64 * live,
        dataBlocks: 2 * live,
        dataBytes: 80 * live,
      };
    });
    const lossy = Math.floor(3 * uniform());
    const after = before.map((counts, index) =>
      index === lossy
        ? { ...counts, dataBlocks: counts.dataBlocks + 1, dataBytes: counts.dataBytes + 16 }
        : counts,
    );
    if (ledgerLeak(before, after, cycles).outcome === "fails") found += 1;
    if (ledgerLeak(before, before, cycles).outcome !== "holds") alarms += 1;
  }
  return [
    shareRow({
      claim: "one 16-byte block lost in a million cycles found, ledger",
      counted: found,
      trials,
      goal: { atLeast: 1 },
    }),
    shareRow({ claim: "false alarms, ledger", counted: alarms, trials, goal: { atMost: 0 } }),
  ];
}
