/** What the live page shows, in words and figures ready to be shown. Names are made visible here; the page adds no markup. */
import {
  formatQuantity,
  formatRange,
  median,
  type Outcome,
  type ScenarioAnalysis,
  type Verdict,
} from "@strait/analysis";
import { allForks, hasFailed, remainingMilliseconds, residentPoints, type Tally } from "@strait/harness/run";
import {
  type CaseDescription,
  type ForkRecord,
  type Metric,
  plannedForks,
  printable,
  type Series,
} from "@strait/results";

/** Characters of a sentence that come from outside. */
const longestSentence = 600;

export type LiveState = {
  readonly phase: "preparing" | "measuring" | "ended" | "failed";
  readonly scenario: string;
  readonly forks: { readonly done: number; readonly planned: number };
  readonly millisecondsLeft: number | null;
  readonly current: { readonly case: string; readonly fork: number; readonly forks: number } | null;
  readonly cases: readonly LiveCase[];
  /** Of all scenarios that have ended, the last first. */
  readonly verdicts: readonly LiveVerdict[];
};

export type LiveCase = {
  readonly title: string;
  readonly forks: number;
  readonly failed: number;
  /** Of its forks, with the start of their processes. */
  readonly milliseconds: number;
  readonly peak: string;
  /** "Allocation 41.2 ns": the median of the forks' medians so far; of a metric with sizes, at the first and the last. */
  readonly medians: readonly string[];
};

export type LiveVerdict = { readonly subject: string; readonly outcome: Outcome; readonly sentence: string };

/** Metrics of a case that are shown: the page is for a glance, the report for all. */
const mostMedians = 4;

export function liveState(
  phase: LiveState["phase"],
  tally: Tally,
  verdicts: readonly LiveVerdict[],
): LiveState {
  const { header, current, forks } = tally;
  return {
    phase,
    scenario: printable(header?.scenario.title ?? ""),
    forks: { done: forks.length, planned: allForks(tally) },
    millisecondsLeft: remainingMilliseconds(tally),
    current:
      current === null || header === null
        ? null
        : {
            case: printable(current.case.title),
            fork: current.fork + 1,
            forks: Math.max(current.fork + 1, plannedForks(header.run, current.case)),
          },
    cases: (header?.cases ?? []).map((one) =>
      liveCase(
        one,
        forks.filter((fork) => fork.case === one.name),
      ),
    ),
    verdicts,
  };
}

function liveCase({ title, metrics }: CaseDescription, forks: readonly ForkRecord[]): LiveCase {
  const peaks = forks.flatMap(residentPoints).map(([, , high]) => high);
  return {
    title: printable(title),
    forks: forks.length,
    failed: forks.filter(hasFailed).length,
    milliseconds: forks.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0),
    peak: peaks.length === 0 ? "not available" : formatQuantity(Math.max(...peaks), "bytes"),
    medians: metrics
      .flatMap((metric) => describeMedian(metric, forks) ?? [])
      .slice(0, mostMedians)
      .map((text) => printable(text)),
  };
}

function describeMedian(
  { name, title, unit, operation }: Metric,
  forks: readonly ForkRecord[],
): string | null {
  const series = forks.flatMap((fork) => fork.series.filter((one) => one.metric === name));
  const bySize = [...Map.groupBy(series, ({ size }) => size)]
    .toSorted(([one], [other]) => (one ?? 0) - (other ?? 0))
    .map(([, ofSize]) => median(ofSize.map(medianOf)));
  const [first, last] = [bySize.at(0), bySize.at(-1)];
  if (first === undefined || last === undefined) return null;
  return `${title} ${bySize.length === 1 ? formatQuantity(first, unit, operation) : formatRange(first, last, unit, operation)}`;
}

const known = new WeakMap<Series, number>();

/** Each is worked out once: the state is told often, and while a fork measures. */
function medianOf(series: Series): number {
  const value = known.get(series) ?? median(series.samples);
  known.set(series, value);
  return value;
}

/** The verdicts of a scenario that has ended, what does not hold first. */
export function liveVerdicts({ header, cases, verdicts }: ScenarioAnalysis): LiveVerdict[] {
  const order: readonly Outcome[] = ["fails", "undecided", "holds"];
  return verdicts
    .toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))
    .map((verdict) => ({
      subject: printable(`${header.scenario.title}: ${titleOf(cases, verdict)}`),
      outcome: verdict.outcome,
      sentence: printable(verdict.sentence, longestSentence),
    }));
}

function titleOf(cases: readonly CaseDescription[], verdict: Verdict): string {
  return cases.find(({ name }) => name === verdict.case)?.title ?? verdict.case;
}
