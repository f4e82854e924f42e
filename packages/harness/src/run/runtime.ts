import type { Runtime as ObtainedRuntime } from "@strait/runtimes";

/** What forks run on. The parent always runs on Node. */
export type Runtime = Pick<ObtainedRuntime, "kind" | "executable">;

/** The runtime of this very process. */
export const ownRuntime: Runtime = { kind: "node", executable: process.execPath };
