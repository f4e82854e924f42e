/** Contenders that did the same work in the same processes: their ratios to the baseline, fork by fork. */
import { type CaseDescription, fastestPace, type ResultFile } from "@strait/results";
import { median } from "../describe/descriptive.ts";
import { medianInterval } from "../describe/median-interval.ts";
import { gatherMeasurements } from "../summary/measurement.ts";
import type { ComparedCell, ComparisonAnalysis } from "../verdict/verdict.ts";

/**
 * One analysis for every case that compares, in the order of the header.
 *
 * A ratio is taken within each fork, of two medians that met the same moments of the same process; the datum is that
 * ratio, and its median over the forks is the figure. A contender wins or loses when the whole interval is on one side
 * of 1; without an interval (fewer than three forks) it is open.
 */
export function compare(file: ResultFile): ComparisonAnalysis[] {
  return file.header.cases.flatMap((description) => {
    const { comparison } = description;
    if (comparison === undefined) return [];
    const medians = forkMedians(file, description);
    const cells = comparison.cells.flatMap((cell) => {
      const base = comparison.cells.find(
        ({ contender, column }) => contender === comparison.baseline && column === cell.column,
      );
      const own = medians.get(cell.metric);
      const held = base === undefined ? undefined : medians.get(base.metric);
      if (own === undefined || held === undefined) return [];
      return comparedCell(cell.contender, cell.column, own, held, cell.contender === comparison.baseline);
    });
    const { name, title } = description;
    return [{ scenario: file.header.scenario.name, case: name, title, comparison, cells }];
  });
}

/** Median of each completed fork, by metric. */
function forkMedians(
  file: ResultFile,
  { name, metrics }: CaseDescription,
): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const forks = file.forks.filter((fork) => fork.case === name);
  const fastest = fastestPace(file.forks);
  return new Map(
    metrics.map((metric) => {
      const measured = forks.flatMap((fork) =>
        gatherMeasurements([fork], metric, fastest).flatMap(({ forks: [taken] }) =>
          taken === undefined ? [] : [[fork.fork, median(taken.samples)] as const],
        ),
      );
      return [metric.name, new Map(measured)] as const;
    }),
  );
}

function comparedCell(
  contender: string,
  column: string,
  own: ReadonlyMap<number, number>,
  base: ReadonlyMap<number, number>,
  isBaseline: boolean,
): ComparedCell[] {
  const forkRatios = [...own].flatMap(([fork, cost]) => {
    const held = base.get(fork);
    return held === undefined || held === 0 ? [] : [cost / held];
  });
  if (forkRatios.length === 0) return [];
  const { interval, warnings } = medianInterval(forkRatios);
  const outcome = isBaseline
    ? "baseline"
    : interval === null
      ? "open"
      : interval.high < 1
        ? "wins"
        : interval.low > 1
          ? "loses"
          : "open";
  return [
    {
      contender,
      column,
      median: median([...own.values()]),
      forkRatios,
      ratio: median(forkRatios),
      interval,
      outcome,
      warnings,
    },
  ];
}
