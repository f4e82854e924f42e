/** Does it leak, by the ledgers that a case keeps: one verdict for each place that is counted. */
import type { ForkRecord, LedgerReadings } from "@strait/results";
import type { LeakFinding } from "../leak/leak-finding.ts";
import { ledgerLeak } from "../leak/ledger-leak.ts";
import type { Finding } from "./finding.ts";
import { formatNumber } from "./quantity.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Verdicts on the ledgers of a case, by place, in the order in which they first come. None for a case that keeps none.
 * Counts are exact, so one fork that leaks decides.
 *
 * @param forks every record of the case
 */
export function ledgerVerdicts(scenario: string, caseName: string, forks: readonly ForkRecord[]): Verdict[] {
  const places = new Set(forks.flatMap(({ ledgers = [] }) => ledgers.map(({ place }) => place)));
  return [...places].map((place) => ({
    scenario,
    case: caseName,
    metric: null,
    question: "leak",
    target: null,
    ...judgeLedgers(place, ledgersOf(place, forks)),
  }));
}

/** The ledgers of one place in every completed fork. */
export function ledgersOf(place: string, forks: readonly ForkRecord[]): LedgerReadings[][] {
  return forks
    .filter(({ error }) => error === null)
    .map(({ ledgers = [] }) => ledgers.filter((ledger) => ledger.place === place));
}

/** Judges what the ledgers of one place counted, of all forks. */
export function judgeLedgers(place: string, forks: readonly (readonly LedgerReadings[])[]): Finding {
  const judged = forks.flat().map((ledger) => ({ ledger, ...judgeLedger(ledger) }));
  const method = "exact difference of two ledgers";
  const parameters = { place, forks: forks.length, ledgers: judged.length };
  const common = { method, parameters, warnings: [], wouldDecide: null };
  const leaking = judged.filter(({ finding }) => finding.outcome === "fails");
  if (leaking.length > 0) {
    const sentence = [...new Set(leaking.map(({ finding, since }) => `${finding.sentence}${since}`))].join(
      " ",
    );
    return { ...common, outcome: "fails", sentence: `${place}: ${sentence} (${countOf(leaking, forks)})` };
  }
  const open = judged.find(({ finding }) => finding.outcome === "undecided");
  if (open !== undefined || judged.length === 0) {
    const sentence = open?.finding.sentence ?? "No completed fork read its ledger.";
    const wouldDecide = open?.finding.wouldDecide ?? "A fork that completes.";
    return { ...common, outcome: "undecided", sentence: `${place}: ${sentence}`, wouldDecide };
  }
  const done = Map.groupBy(judged, ({ ledger }) => ledger.work);
  const work = [...done].map(([name, ofWork]) => {
    const operations = ofWork.reduce((sum, one) => sum + one.operations, 0);
    return `${formatNumber(operations)} ${name}`;
  });
  const forksRead = `${forks.length} ${forks.length === 1 ? "fork" : "forks"}`;
  const sentence = `${place}: no message, block or byte is left by ${work.join(", ")} (${forksRead}).`;
  return { ...common, outcome: "holds", sentence };
}

type Judged = { readonly operations: number; readonly finding: LeakFinding; readonly since: string };

/** First against last; where it differs, since when. */
function judgeLedger({ work, readings }: LedgerReadings): Judged {
  const first = readings[0] ?? { operations: 0, counts: [] };
  const last = readings.at(-1) ?? first;
  const operations = last.operations - first.operations;
  const finding = ledgerLeak(first.counts, last.counts, operations, work);
  if (finding.outcome !== "fails") return { operations, finding, since: "" };
  const changed = readings.find(({ counts }) => JSON.stringify(counts) !== JSON.stringify(first.counts));
  const between = changed === undefined || changed === last;
  const since = between ? "" : ` It begins within ${formatNumber(changed.operations - first.operations)}.`;
  return { operations, finding, since };
}

function countOf(
  leaking: readonly { readonly ledger: LedgerReadings }[],
  forks: readonly (readonly LedgerReadings[])[],
): string {
  const count = forks.filter((ledgers) => leaking.some(({ ledger }) => ledgers.includes(ledger))).length;
  return `${count} of ${forks.length} ${forks.length === 1 ? "fork" : "forks"}`;
}
