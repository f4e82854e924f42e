import type { Check, CountMetric, Target } from "@strait/harness";
import type { Outcome } from "./bench.ts";

/** What is reported of a workload, in hundredths: of slots, of free memory, of what is held, or of what is alive. */
const figures = {
  "internal-peak": ["Internal fragmentation, at the peak", ({ peak }: Outcome) => peak.internal],
  "internal-steady": ["Internal fragmentation, steady", ({ steady }: Outcome) => steady.internal],
  "external-peak": ["External fragmentation, at the peak", ({ peak }: Outcome) => peak.external],
  "external-steady": ["External fragmentation, steady", ({ steady }: Outcome) => steady.external],
  "unreleasable-peak": ["Unreleasable, at the peak", ({ peak }: Outcome) => peak.unreleasable],
  "unreleasable-steady": ["Unreleasable, steady", ({ steady }: Outcome) => steady.unreleasable],
  "resident-peak": [
    "Resident beyond what is alive, at the peak",
    ({ peak }: Outcome) => peak.residentOverhead,
  ],
  "resident-steady": [
    "Resident beyond what is alive, steady",
    ({ steady }: Outcome) => steady.residentOverhead,
  ],
  realised: ["Held beyond what is alive, at the peak", ({ realised }: Outcome) => realised],
  "blow-up": ["Most held over most alive", ({ blowUp }: Outcome) => blowUp],
  metadata: ["Page maps, slots, control blocks", ({ metadata }: Outcome) => metadata],
  retention: ["Kept when all is freed", ({ retention }: Outcome) => retention],
  trimmed: ["Kept after a trim", ({ trimmed }: Outcome) => trimmed],
} as const;
type Figure = keyof typeof figures;

/** What the design aims for, in hundredths. Missing it is shown and fails nothing. */
const goals: Partial<Record<Figure, number>> = { metadata: 1, "internal-steady": 20, trimmed: 5 };

const atMost = (value: number): Target => ({
  name: "goal",
  source: "the design's goals for the allocator",
  comparison: "atMost",
  value,
  unit: "count",
});

/** Metrics of these figures, with the title of a workload before them when a case has several. */
export function figureMetrics(
  names: readonly Figure[],
  prefix = "",
  title = "",
): Record<string, CountMetric> {
  return Object.fromEntries(
    names.map((name) => [
      `${prefix}${name}`,
      {
        title: `${title}${figures[name][0]} (%)`,
        operation: "workload",
        unit: "count",
        targets: goals[name] === undefined ? [] : [atMost(goals[name])],
      },
    ]),
  );
}

/**
 * The figures of a workload in hundredths. Where there is nothing to share, and where memory that was resident before was
 * used, it is 0.
 */
export function figureValues(
  names: readonly Figure[],
  outcome: Outcome,
  prefix = "",
): Record<string, number> {
  return Object.fromEntries(
    names.map((name) => [`${prefix}${name}`, 100 * Math.max(0, figures[name][1](outcome) ?? 0)]),
  );
}

export const allFigures: readonly Figure[] = Object.keys(figures).filter(isFigure);

function isFigure(name: string): name is Figure {
  return name in figures;
}

/** The design's goal: at most 5% is kept after a trim. Whether a system gives anything back is asked of Linux alone. */
export function checkTrim({ trimmed, retention }: Outcome): Check {
  const linux = process.platform === "linux";
  return {
    name: "at most 5% is kept after a trim",
    passed: trimmed <= 0.05 || !linux,
    detail: `${percent(retention ?? Number.NaN)} of the most that was held is kept when all is freed, ${percent(trimmed)} after a trim${linux ? "" : "; only Linux is asked to take it"}`,
  };
}

/**
 * The design's goal: metadata takes at most 1%. A page map takes 4 bytes for each page of 8 KiB; a slot takes 16 bytes for
 * each message, however small, so that with slots it depends on the messages: that is a goal of the metric.
 */
export function checkPageMaps({ pageMaps, metadata }: Outcome): Check {
  return {
    name: "page maps take at most 1%",
    passed: pageMaps <= 0.01,
    detail: `page maps take ${percent(pageMaps, 3)} of the slabs, and with slots and control blocks ${percent(metadata)} of what is held at the peak`,
  };
}

/** @example percent(0.123) // "12.3%" */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`;
}
