/** Does the head count more than the base: allocations, live bytes, messages in the ledger? */

/** What the forks of one build counted: low and high are the same where they agree. */
export type CountRange = { readonly low: number; readonly high: number };

export type CountComparison = {
  /** Null when nothing was counted. */
  readonly base: CountRange | null;
  readonly head: CountRange | null;
  /** head − base, where the forks of each build agree; otherwise null. */
  readonly difference: number | null;
  /** "undecided": the forks of a build disagree and the ranges of both overlap, or nothing was counted. */
  readonly verdict: "more" | "fewer" | "same" | "undecided";
  readonly warnings: readonly string[];
};

/**
 * Compares what is counted and not measured. A count has no noise, so any difference is one, however small, and no test
 * is needed. Forks of one build that disagree are no exact count; their ranges may still be apart.
 *
 * @param base one count a fork; exact, so whole numbers up to 2⁵³
 * @param head one count a fork, in the same unit
 * @example compareCounts([64, 64], [80, 80]) // 16 more
 */
export function compareCounts(base: readonly number[], head: readonly number[]): CountComparison {
  const [ofBase, ofHead] = [base.filter(Number.isFinite), head.filter(Number.isFinite)];
  const leftOut = base.length + head.length - ofBase.length - ofHead.length;
  const [baseRange, headRange] = [rangeOf(ofBase), rangeOf(ofHead)];
  const warnings = [
    ...(leftOut === 0
      ? []
      : [`${leftOut} of ${base.length + head.length} counts are left out: not a number.`]),
    ...variation("base", baseRange),
    ...variation("head", headRange),
  ];
  if (baseRange === null || headRange === null) {
    const which = baseRange === null ? "base" : "head";
    const missing = `No fork of the ${which} counted anything.`;
    return {
      base: baseRange,
      head: headRange,
      difference: null,
      verdict: "undecided",
      warnings: [...warnings, missing],
    };
  }
  const exact = baseRange.low === baseRange.high && headRange.low === headRange.high;
  const difference = exact ? headRange.low - baseRange.low : null;
  return {
    base: baseRange,
    head: headRange,
    difference,
    verdict: verdictOf(baseRange, headRange, exact),
    warnings,
  };
}

function rangeOf(counts: readonly number[]): CountRange | null {
  if (counts.length === 0) return null;
  return { low: Math.min(...counts), high: Math.max(...counts) };
}

function variation(build: string, range: CountRange | null): string[] {
  if (range === null || range.low === range.high) return [];
  return [
    `The forks of the ${build} do not agree (${range.low} to ${range.high}): compare it as a measured cost.`,
  ];
}

function verdictOf(base: CountRange, head: CountRange, exact: boolean): CountComparison["verdict"] {
  if (head.low > base.high) return "more";
  if (head.high < base.low) return "fewer";
  return exact ? "same" : "undecided";
}
