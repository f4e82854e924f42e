import { startTeam, type Team } from "../team/team.ts";
import type { CaseContext } from "./context.ts";
import { requirePositiveIntegers } from "./definition.ts";
import { describeMetrics, type MetricTable } from "./metric.ts";
import type { PhaseCase, PhaseWorkload } from "./phase-case.ts";

/** The definition of work that several threads do at once. */
export type ParallelDefinition<Metrics extends MetricTable, Data> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: Metrics;
  /** Module whose default export is made with `defineWorker<Data>`. */
  readonly worker: URL;
  /** Worker threads, started once in every fork. */
  readonly workers: number;
  /**
   * Not timed. Prepares the work in a fresh process, and starts the workers by calling `hire` once with what they are to
   * have. They are ended by the harness, or with the process.
   */
  start(context: CaseContext, hire: (data: Data) => Team): PhaseWorkload<Metrics>;
};

/**
 * Work that several threads do at once. `measure` calls the team to sections: all workers begin together, each is timed by
 * its own clock and says what it did, and who did nothing fails the fork. Two builds are not compared by such a case, since
 * the processor time of one thread tells nothing of the others.
 *
 * @example
 * parallelCase({
 *   name: "sum-in-two",
 *   title: "Sum in two threads",
 *   description: "Two workers add up the same numbers.",
 *   metrics: { add: { title: "Add", operation: "addition" } },
 *   worker: new URL("./sum-worker.ts", import.meta.url),
 *   workers: 2,
 *   start(_context, hire) {
 *     const team = hire({ numbers: new Float64Array(new SharedArrayBuffer(8_000)) });
 *     return { measure: () => ({ add: team.run("sum", { arguments: [100], operationsEach: 100_000 }).timing }) };
 *   },
 * })
 */
export function parallelCase<const Metrics extends MetricTable, Data>(
  definition: ParallelDefinition<Metrics, Data>,
): PhaseCase {
  const { name, title, description, metrics, worker, workers, start } = definition;
  requirePositiveIntegers(name, "workers", [workers]);
  return {
    kind: "phases",
    name,
    title,
    description,
    metrics: describeMetrics(metrics),
    workers,
    sizes: null,
    start(context) {
      const hired: ReturnType<typeof startTeam>[] = [];
      const closeTeams = () => {
        for (const team of hired) team.close();
      };
      try {
        const workload = start(context, (data) => {
          const team = startTeam({ module: worker, workers, seed: context.seed, data, sink: context.sink });
          hired.push(team);
          return team;
        });
        return {
          ...workload,
          close() {
            workload.close?.();
            closeTeams();
          },
        };
      } catch (thrown) {
        closeTeams();
        throw thrown;
      }
    },
  };
}
