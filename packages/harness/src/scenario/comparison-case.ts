import type { Comparison } from "@strait/results";
import { HarnessError } from "../error.ts";
import { createShuffle } from "../fork/shuffle.ts";
import type { ProfileName } from "../profile.ts";
import { isAtLeast } from "./by-profile.ts";
import type { Aftermath, CaseContext } from "./context.ts";
import { describeMetrics, type Timing } from "./metric.ts";
import type { PhaseCase, Stopwatch } from "./phase-case.ts";

/** A row or column of a comparison. */
export type Titled = { readonly name: string; readonly title: string };

/** A kind or size of work. */
export type Column = Titled & {
  /** Less thorough profiles have no time for it: those from this one on measure it. */
  readonly from?: ProfileName;
  /** Bytes that one operation moves. With them every time is also shown as a bandwidth. */
  readonly bytes?: number;
};

/** A started comparison case. */
export type ComparisonWorkload = Aftermath & {
  /**
   * One sample of one cell: does the work in one way. Only what stands inside `stopwatch.time` is timed. Called for all
   * cells in every round, in a new order each time, so it must leave the state as it found it.
   */
  measure(stopwatch: Stopwatch, contender: string, column: string): Timing;
};

/** The definition of work that several contenders do in the same process, so that their ratios can be trusted. */
export type ComparisonDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What one operation is, such as "exchange". */
  readonly operation: string;
  /** The contender that the others are held against. */
  readonly baseline: string;
  readonly contenders: readonly Titled[];
  /** Kinds or sizes of work. */
  readonly columns: readonly Column[];
  /** Cells that cannot be, with a reason for the reader. */
  readonly unavailable?: readonly {
    readonly contender: string;
    readonly column: string;
    readonly reason: string;
  }[];
  /** Not timed. Prepares and warms up the work of all cells in the columns that are measured, in a fresh process. */
  start(context: CaseContext & { readonly columns: readonly string[] }): ComparisonWorkload;
};

/**
 * The same work in several ways. All of them run in every fork, in a new order each round, so that a slow moment of the
 * machine does not fall on one alone; their ratios to the baseline are taken within each fork.
 *
 * @throws HarnessError when the baseline is no contender, or cannot do a column
 * @example
 * comparisonCase({
 *   name: "sum",
 *   title: "Sum",
 *   description: "Adds up an array in two ways.",
 *   operation: "sum",
 *   baseline: "loop",
 *   contenders: [{ name: "loop", title: "for loop" }, { name: "reduce", title: "reduce" }],
 *   columns: [{ name: "1000", title: "1,000 numbers" }],
 *   start() {
 *     const numbers = Array.from({ length: 1000 }, Math.random);
 *     const ways: Record<string, () => number> = {
 *       loop() {
 *         let sum = 0;
 *         for (const number of numbers) sum += number;
 *         return sum;
 *       },
 *       reduce: () => numbers.reduce((sum, number) => sum + number, 0),
 *     };
 *     return { measure: ({ time }, contender) => time(1, () => ways[contender]?.() ?? 0) };
 *   },
 * })
 */
export function comparisonCase(definition: ComparisonDefinition): PhaseCase {
  const forProfile = (profile: ProfileName): PhaseCase => {
    const columns = definition.columns
      .filter(({ from = "smoke" }) => isAtLeast(profile, from))
      .map(({ name, title, bytes }) => ({ name, title, ...(bytes === undefined ? {} : { bytes }) }));
    const measured = ({ column }: { readonly column: string }) => columns.some(({ name }) => name === column);
    const unavailable = definition.unavailable?.filter(measured) ?? [];
    return comparisonOf({ ...definition, columns, unavailable });
  };
  return { ...forProfile("full"), forProfile };
}

function comparisonOf(definition: ComparisonDefinition): PhaseCase {
  const { name, title, description, operation, baseline, contenders, columns, start } = definition;
  const unavailable = definition.unavailable ?? [];
  const isAvailable = (contender: string, column: string) =>
    !unavailable.some((cell) => cell.contender === contender && cell.column === column);
  const possible = contenders.flatMap((contender) =>
    columns
      .filter((column) => isAvailable(contender.name, column.name))
      .map((column) => ({ contender, column, metric: `${contender.name}-${column.name}` })),
  );
  const columnWithoutBaseline = columns.find(
    (column) => !possible.some((cell) => cell.contender.name === baseline && cell.column === column),
  );
  if (columnWithoutBaseline !== undefined) {
    throw new HarnessError(
      `Comparison "${name}" has no baseline "${baseline}" in column "${columnWithoutBaseline.name}"`,
      "name a contender that does all columns",
    );
  }
  const metrics = possible.map(({ contender, column, metric }) => [
    metric,
    { title: `${contender.title}, ${column.title}`, operation },
  ]);
  const cells = possible.map(({ contender, column, metric }) => ({
    contender: contender.name,
    column: column.name,
    metric,
  }));
  const comparison: Comparison = {
    baseline,
    contenders: [...contenders],
    columns: [...columns],
    cells,
    unavailable: [...unavailable],
  };
  return {
    kind: "phases",
    name,
    title,
    description,
    metrics: describeMetrics(Object.fromEntries(metrics)),
    comparison,
    sizes: null,
    start(context) {
      const measured = columns.map((column) => column.name);
      const { measure, ...aftermath } = start({ ...context, columns: measured });
      const shuffle = createShuffle(context.seed);
      return {
        ...aftermath,
        measure(stopwatch) {
          const timings = shuffle(cells).map(({ contender, column, metric }) => [
            metric,
            measure(stopwatch, contender, column),
          ]);
          return Object.fromEntries(timings);
        },
      };
    },
  };
}
