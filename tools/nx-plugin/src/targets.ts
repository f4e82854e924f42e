import type { TargetConfiguration } from "nx/src/devkit-exports.js";

/** What a target's result depends on, beside the command itself: the project's sources and those it builds on. */
export const sourcesAndDependencies: readonly string[] = ["sources", "^sources"];

/** A cached target that runs one command at the root of the workspace. */
export function command(line: string, options: TargetConfiguration = {}): TargetConfiguration {
  return {
    command: line,
    options: { cwd: "{workspaceRoot}" },
    cache: true,
    inputs: [...sourcesAndDependencies],
    ...options,
  };
}

/** A target that measures: never cached, never beside another task. */
export function measurement(line: string, options: TargetConfiguration = {}): TargetConfiguration {
  return command(line, { ...options, cache: false, parallelism: false });
}
