import {
  type Allocated,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
  type ScenarioAnalysis,
} from "@strait/analysis";
import { printable } from "@strait/results";
import Table from "cli-table3";

/** How the cases ran: what each took, how sure it made us, what it did to memory, and whether it was left in peace. */
export function renderConducts({ conducts }: Pick<ScenarioAnalysis, "conducts">): string {
  const table = new Table({
    head: [
      "case",
      "forks",
      "took",
      "precision",
      "peak memory",
      "JS bytes per operation",
      "GC minor, major",
      "disturbed",
      "slowed",
    ],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right", "right", "right", "right", "right", "right"],
  });
  for (const one of conducts) {
    table.push([
      printable(one.case),
      String(one.forks),
      `${formatNumber(one.milliseconds / 1000)} s`,
      one.precision === null ? unknown : `±${formatPercent(one.precision)}`,
      one.peakResidentBytes === null ? unknown : formatQuantity(one.peakResidentBytes, "bytes"),
      describeAllocated(one.allocated),
      one.minorCollections === null
        ? unknown
        : `${formatNumber(one.minorCollections)}, ${formatNumber(one.majorCollections ?? 0)}`,
      describeShare(one.samples, one.disturbedSamples),
      describeShare(one.samples, one.slowedSamples),
    ]);
  }
  return table.toString();
}

/** The A/A control in a sentence; none when nothing could be halved. */
export function noiseNote({ noiseFloor }: Pick<ScenarioAnalysis, "noiseFloor">): string[] {
  if (noiseFloor === null) return [];
  const { typical, worst, compared } = noiseFloor;
  const measurements = compared === 1 ? "the one measurement" : `${formatNumber(compared)} measurements`;
  return [
    `Noise floor: two interleaved halves of the same samples differ by ${formatPercent(typical)} (median of ${measurements}), at most by ${formatPercent(worst.share)} (${worst.case}).`,
  ];
}

const unknown = "n/a";

/** At most this many metrics have a figure each; of more, the range is given. */
const fewMetrics = 2;

function describeAllocated(allocated: readonly Allocated[]): string {
  if (allocated.length === 0) return unknown;
  const figures = allocated.length <= fewMetrics ? allocated : [rangeOf(allocated)];
  return [...new Set(figures.map(describeBytes))].join(" / ");
}

function rangeOf(allocated: readonly Allocated[]): Omit<Allocated, "metric"> {
  return {
    low: Math.min(...allocated.map(({ low }) => low)),
    high: Math.max(...allocated.map(({ high }) => high)),
    resolution: Math.max(...allocated.map(({ resolution }) => resolution)),
  };
}

/** What is below what can be told apart from nothing is said to be. */
function describeBytes({ low, high, resolution }: Omit<Allocated, "metric">): string {
  if (high <= resolution) return `< ${formatQuantity(resolution, "bytes")}`;
  if (low === high) return formatQuantity(high, "bytes");
  return formatRange(low, high, "bytes");
}

function describeShare(samples: number, of: number | null): string {
  if (of === null) return unknown;
  return samples === 0 ? "" : `${formatNumber(of)} of ${formatNumber(samples)}`;
}
