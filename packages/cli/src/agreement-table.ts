import {
  type Agreement,
  type Figure,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
} from "@strait/analysis";
import { printable } from "@strait/results";
import Table from "cli-table3";

/** How far two runs agree, for a terminal: the figures that do not, then the shares and what goes with them. */
export function renderAgreement(found: Agreement, differences: readonly string[]): string {
  const apart = found.pairs
    .filter(({ agrees }) => !agrees)
    .toSorted((one, other) => distance(other.ratio) - distance(one.ratio));
  const table = new Table({
    head: ["does not agree", "metric", "one", "interval", "other", "interval", "change"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", "right", "right", "right", "right", "right"],
  });
  for (const { one, other, ratio } of apart) {
    const size =
      one.size === null ? "" : `, ${one.size.toLocaleString("en-US")} ${one.metric.size?.unit ?? ""}`;
    const name = `${one.scenario}/${one.case}`;
    table.push([
      printable(name),
      printable(`${one.metric.title}${size}`),
      ...shown(one),
      ...shown(other),
      percent(ratio),
    ]);
  }
  return [
    ...(apart.length === 0 ? [] : [table.toString()]),
    ...sentences(found),
    ...differences.map((text) => `! ${text}`),
  ].join("\n");
}

function shown({ median, interval, metric: { unit, operation } }: Figure): [string, string] {
  const range = interval === null ? "" : formatRange(interval.low, interval.high, unit, operation);
  return [formatQuantity(median, unit, operation), range];
}

/** How far apart two medians are, in logs; zero and anything else are as far apart as can be. */
function distance(ratio: number | null): number {
  return ratio === null ? Number.MAX_VALUE : Math.abs(Math.log(ratio));
}

function percent(ratio: number | null): string {
  if (ratio === null) return "–";
  return `${ratio >= 1 ? "+" : "−"}${formatPercent(Math.abs(ratio - 1))}`;
}

function sentences({
  pairs,
  share,
  goal,
  cases,
  wholeCases,
  withoutInterval,
  disturbed,
  onlyInOne,
  shift,
  holds,
}: Agreement): string[] {
  const agreeing = pairs.filter(({ agrees }) => agrees).length;
  const left = [
    ...(disturbed > 0
      ? [`${formatNumber(disturbed)} waited for a processor or shared it for most samples of one of the runs`]
      : []),
    ...(withoutInterval > 0 ? [`${formatNumber(withoutInterval)} have no interval in one of the runs`] : []),
    ...(onlyInOne > 0 ? [`${formatNumber(onlyInOne)} are in one of them only`] : []),
  ];
  return [
    `${holds ? "✓" : "✗"} ${agreeing} of ${pairs.length} figures (${formatPercent(share ?? 0)}) have medians in each other's 99% intervals; the goal is ${formatPercent(goal ?? 1)}.`,
    `In ${wholeCases} of ${cases} cases every figure agrees.`,
    ...(shift === null
      ? []
      : [`Over all figures the other run took ${percent(shift)} (median of the ratios).`]),
    ...(left.length === 0 ? [] : [`Not held against each other: ${left.join("; ")}.`]),
  ];
}
