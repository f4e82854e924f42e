import type { CaseDescription, ForkRecord, HeaderRecord } from "@strait/results";
import type { Profile, ProfileName } from "../profile.ts";
import type { AddonIdentity } from "../scenario/scenario.ts";

/** What a fresh process is asked to do. `module` is the URL of the scenario module. */
export type Request =
  | { readonly task: "describe"; readonly module: string }
  | {
      readonly task: "measure";
      readonly module: string;
      readonly case: string;
      readonly seed: number;
      readonly profileName: ProfileName;
      readonly profile: Profile;
    };

/** What a scenario module defines, as plain data. */
export type ScenarioDescription = {
  readonly scenario: HeaderRecord["scenario"];
  readonly addon: AddonIdentity | null;
  readonly cases: readonly CaseDescription[];
};

/** The part of a fork record that the fork itself knows. */
export type Measurement = Pick<
  ForkRecord,
  "error" | "series" | "checks" | "warnings" | "resultChecksum" | "probes" | "observation"
>;

/** What a fresh process answers, once. */
export type Answer =
  | { readonly kind: "description"; readonly description: ScenarioDescription }
  | { readonly kind: "measurement"; readonly measurement: Measurement }
  | { readonly kind: "failure"; readonly reason: string };
