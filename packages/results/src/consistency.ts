import { ResultError, type ResultErrorKind, type ResultPlace } from "./error.ts";
import type { ForkRecord, HeaderRecord } from "./record.ts";

/**
 * A check of fork records against their file's header and against the records before them.
 *
 * @returns a function that throws a ResultError when a record cannot belong to this file
 */
export function consistencyCheck(header: HeaderRecord): (place: ResultPlace, fork: ForkRecord) => void {
  const metricsOfCase = new Map(
    header.cases.map(({ name, metrics }) => [name, new Set(metrics.map((metric) => metric.name))]),
  );
  const seen = new Set<string>();
  return (place, fork) => {
    const name = `fork ${fork.fork} of case "${fork.case}"`;
    const refuse = (kind: ResultErrorKind, what: string, advice = "delete the file and run again"): never => {
      throw new ResultError(kind, place, `${name} ${what}`, advice);
    };
    const metrics = metricsOfCase.get(fork.case);
    if (metrics === undefined) refuse("inconsistent", "is not among the header's cases");
    const most = header.run.mostForks ?? header.run.forks;
    if (fork.fork >= most) refuse("inconsistent", `is beyond the run's ${most} forks`);
    const stranger = fork.series.find(({ metric }) => metrics?.has(metric) === false);
    if (stranger !== undefined) {
      refuse("inconsistent", `has a metric "${stranger.metric}" that the header does not describe`);
    }
    if (seen.has(name)) refuse("duplicate", "is recorded twice", "remove one of the two lines");
    seen.add(name);
  };
}
