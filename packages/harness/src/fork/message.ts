import type {
  BuildName,
  CaseDescription,
  DuetForkRecord,
  Environment,
  ForkRecord,
  HeaderRecord,
} from "@strait/results";
import type { FoundImport } from "@strait/runtimes/quick-resolution";
import type { Profile, ProfileName } from "../profile.ts";
import type { AddonIdentity } from "../scenario/scenario.ts";

/** A file that takes the place of the add-on that a scenario asks for. */
export type Substitute = { readonly original: string; readonly file: string };

/** Where one of several builds comes from. `module` is the URL of the scenario module. */
export type BuildSource = {
  readonly name: BuildName;
  readonly module: string;
  readonly substitute: Substitute | null;
};

type CaseRequest = {
  readonly case: string;
  readonly seed: number;
  readonly profileName: ProfileName;
  readonly profile: Profile;
};

/** What a fresh process is asked to do. `module` is the URL of the scenario module. */
export type Request =
  | {
      readonly task: "describe";
      readonly module: string;
      readonly substitute: Substitute | null;
      /** Whose sizes and columns are described. */
      readonly profileName: ProfileName;
    }
  | (CaseRequest & { readonly task: "measure"; readonly module: string })
  | (CaseRequest & {
      readonly task: "duet";
      /** Names of the metrics that all builds have. */
      readonly metrics: readonly string[];
      /** In the order in which they are to be loaded. */
      readonly builds: readonly BuildSource[];
      /** A folder for this fork alone. */
      readonly folder: string;
    });

/** What a scenario module defines, as plain data. */
export type ScenarioDescription = {
  readonly scenario: HeaderRecord["scenario"];
  readonly addon: AddonIdentity | null;
  /** What loaded it. */
  readonly runtime: Environment["runtime"];
  /** What cannot be seen of its forks; empty when everything can. */
  readonly unavailable: NonNullable<Environment["unavailable"]>;
  /** The file that the scenario loads the add-on under test from; null when that cannot be told. */
  readonly addonFile: string | null;
  /** Where the imports of the module were found, so that its forks need not look again. */
  readonly imports: readonly FoundImport[];
  readonly cases: readonly CaseDescription[];
};

/** The part of a fork record that the fork itself knows. */
export type Measurement = Pick<
  ForkRecord,
  | "error"
  | "unavailable"
  | "series"
  | "checks"
  | "ledgers"
  | "warnings"
  | "notes"
  | "resultChecksum"
  | "probes"
  | "observation"
>;

/** The part of a record of a duet that the fork itself knows. */
export type DuetMeasurement = Pick<
  DuetForkRecord,
  "error" | "clock" | "series" | "checks" | "warnings" | "resultChecksum" | "probes"
>;

/**
 * Where a fork that measures waits until it is told to go on: when it is "ready" to measure, so that nothing else is measured
 * then, and when it has "measured", so that it verifies and ends while nothing is.
 */
export const pauses = ["ready", "measured"] as const;
export type Pause = (typeof pauses)[number];

/** What a fork that waits is told. */
export const goOn = "go on";

/** What a fresh process answers, once. */
export type Answer =
  | { readonly kind: "description"; readonly description: ScenarioDescription }
  | { readonly kind: "measurement"; readonly measurement: Measurement }
  | { readonly kind: "duet"; readonly measurement: DuetMeasurement }
  | { readonly kind: "failure"; readonly reason: string };
