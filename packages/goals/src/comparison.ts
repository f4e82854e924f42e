import {
  type CaseContext,
  type Check,
  type PhaseCase,
  phaseCase,
  type Timing,
  warmUp,
} from "@strait/harness";
import { goalsOf } from "./catalogue.ts";
import { type Floor, loadFloor } from "./floor/floor.ts";
import { waysOfRatio } from "./goal.ts";

const floor = loadFloor();

/** One way to do what a case is about. */
export type Way<State> = {
  /** What it is, in words for the table. */
  readonly title: string;
  /** How many operations `run` does. */
  readonly operations: number;
  /** TIMED. Returns a number that depends on all operations, and leaves the state as it found it. */
  run(state: State): number;
};

/** The definition of a comparison. Its goals are those of the catalogue under its name. */
export type ComparisonDefinition<State> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What one operation is: "field read". */
  readonly operation: string;
  /** By name; "strait" is ours. */
  readonly ways: Readonly<Record<string, Way<State>>>;
  /** The same in C, which becomes the way "floor" where the C floor was compiled. */
  floor?(floor: Floor): Way<State>;
  /** Not timed. Prepares what all ways work on, in a fresh process. */
  start(context: CaseContext): State;
  /** Checks what the ways left behind. */
  verify?(state: State): readonly Check[];
};

/**
 * Several ways to do the same, timed in turn within each round and in alternating order, so that whatever disturbs the
 * machine meets all of them. Ratios are taken within a round. A goal on a way that is missing here is left out.
 */
export function comparison<State>(definition: ComparisonDefinition<State>): PhaseCase {
  const { name, title, description, operation, start, verify } = definition;
  const ways = {
    ...definition.ways,
    ...(floor !== null && definition.floor && { floor: definition.floor(floor) }),
  };
  const titles = new Map(Object.entries(ways).map(([way, { title: words }]) => [way, words]));
  const goals = goalsOf(name);
  const targets = (metric: string) =>
    goals.filter((goal) => goal.metric === metric).map(({ target }) => target);
  const ratios = goals.flatMap(({ metric }) => {
    const [dividend, divisor] = (waysOfRatio(metric) ?? []).map((way) => titles.get(way));
    return dividend === undefined || divisor === undefined
      ? []
      : [{ metric, title: `${dividend} / ${divisor}` }];
  });
  const times = Object.entries(ways).map(([way, { title: words }]) => [
    way,
    { title: words, operation, targets: targets(way) },
  ]);
  const quotients = ratios.map(({ metric, title: words }) => [
    metric,
    { title: words, operation: "ratio", unit: "count" as const, targets: targets(metric) },
  ]);
  return phaseCase({
    name,
    title,
    description,
    metrics: Object.fromEntries([...times, ...quotients]),
    start(context) {
      const state = start(context);
      const inOrder = Object.entries(ways);
      return {
        warmUp() {
          if (context.profile === "smoke") return;
          for (const { run } of Object.values(ways)) warmUp(() => context.sink(run(state)));
        },
        verify: () => verify?.(state) ?? [],
        measure({ time }) {
          inOrder.reverse();
          const timed = new Map<string, Timing>();
          for (const [way, { operations, run }] of inOrder)
            timed.set(
              way,
              time(operations, () => run(state)),
            );
          const cost = (way: string) => timed.get(way)?.nanosecondsPerOperation ?? Number.NaN;
          const measured = ratios.map(({ metric }): [string, number] => {
            const [dividend = "", divisor = ""] = waysOfRatio(metric) ?? [];
            return [metric, cost(dividend) / cost(divisor)];
          });
          return Object.fromEntries<Timing | number>([...timed, ...measured]);
        },
      };
    },
  });
}
