/** What the author of a scenario needs. Running scenarios is `@strait/harness/run`. */
export type { Check, SustainedQuestion, Target } from "@strait/results";
export { HarnessError } from "./error.ts";
export type { ProfileName } from "./profile.ts";
export {
  type BatchCase,
  type BatchDefinition,
  type BatchWorkload,
  batchCase,
} from "./scenario/batch-case.ts";
export {
  type ComparisonDefinition,
  type ComparisonWorkload,
  comparisonCase,
  type Titled,
} from "./scenario/comparison-case.ts";
export type { Aftermath, CaseContext } from "./scenario/context.ts";
export {
  type CountCase,
  type CountDefinition,
  type CountWorkload,
  countCase,
} from "./scenario/count-case.ts";
export type {
  CountMetric,
  CountUnit,
  Measured,
  MetricTable,
  SizeAxis,
  TimeMetric,
  Timing,
} from "./scenario/metric.ts";
export { notAvailable } from "./scenario/not-available.ts";
export {
  type PhaseCase,
  type PhaseDefinition,
  type PhaseWorkload,
  phaseCase,
  type Stopwatch,
  type SweepDefinition,
  type SweepWorkload,
  sweepCase,
} from "./scenario/phase-case.ts";
export { type Pass, runOnce } from "./scenario/run-once.ts";
export {
  type AddonIdentity,
  type Case,
  defineScenario,
  type Scenario,
  type ScenarioDefinition,
} from "./scenario/scenario.ts";
export {
  type SustainedCase,
  type SustainedDefinition,
  type SustainedWorkload,
  sustainedCase,
} from "./scenario/sustained-case.ts";
export { floorPerSecond, goalNanoseconds, goalPerSecond } from "./scenario/target.ts";
export { untimed } from "./scenario/untimed.ts";
