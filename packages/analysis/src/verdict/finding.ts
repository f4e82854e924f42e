import type { Verdict } from "./verdict.ts";

/** A verdict about one series, before it is known which case and metric the series belongs to. */
export type Finding = Pick<
  Verdict,
  "outcome" | "sentence" | "wouldDecide" | "method" | "parameters" | "warnings"
>;
