/** What the author of a scenario needs. Running scenarios is `@strait/harness/run`. */
export type { Check, LedgerCounts, LedgerReadings, SustainedQuestion, Target } from "@strait/results";
export { HarnessError } from "./error.ts";
export { tellsCollections } from "./fork/observe/collections.ts";
export type { ProfileName } from "./profile.ts";
export {
  type BatchCase,
  type BatchDefinition,
  type BatchWorkload,
  batchCase,
} from "./scenario/batch-case.ts";
export {
  type Column,
  type ComparisonDefinition,
  type ComparisonWorkload,
  comparisonCase,
  type Titled,
} from "./scenario/comparison-case.ts";
export type { Aftermath, CaseContext, PlottedQuantity } from "./scenario/context.ts";
export {
  type CountCase,
  type CountDefinition,
  type CountWorkload,
  countCase,
} from "./scenario/count-case.ts";
export { type KeptLedger, keepLedger } from "./scenario/keep-ledger.ts";
export type {
  Count,
  CountMetric,
  CountUnit,
  Measured,
  MetricTable,
  SizeAxis,
  TimeMetric,
  Timing,
} from "./scenario/metric.ts";
export { notAvailable } from "./scenario/not-available.ts";
export { type ParallelDefinition, parallelCase } from "./scenario/parallel-case.ts";
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
export { type Pass, runOnce, runOnceInTurns } from "./scenario/run-once.ts";
export {
  type AddonIdentity,
  type Case,
  defineScenario,
  type Scenario,
  type ScenarioDefinition,
} from "./scenario/scenario.ts";
export {
  type PlaceCounts,
  type SustainedCase,
  type SustainedDefinition,
  type SustainedWorkload,
  sustainedCase,
} from "./scenario/sustained-case.ts";
export { floorPerSecond, goalNanoseconds, goalPerSecond } from "./scenario/target.ts";
export { untimed } from "./scenario/untimed.ts";
export { type Patience, warmUp } from "./scenario/warm-up.ts";
export {
  defineWorker,
  type WorkDone,
  type WorkerContext,
  type WorkerDefinition,
  type WorkerSection,
  type WorkerTask,
  type WorkerTasks,
} from "./team/define-worker.ts";
export { quietest } from "./team/quietest.ts";
export type { Section, WorkerReport } from "./team/section.ts";
export type { SectionOptions, Team } from "./team/team.ts";
