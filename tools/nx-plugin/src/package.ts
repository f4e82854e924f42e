import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TargetConfiguration } from "nx/src/devkit-exports.js";
import { command, measurement } from "./targets.ts";

type Targets = Record<string, TargetConfiguration>;

/** Targets of any TypeScript package: type check and tests, once the packages it builds on are generated and built. */
export function packageTargets(root: string): Targets {
  return {
    typecheck: command(`tsc --noEmit -p ${root}`, { dependsOn: ["^generate"] }),
    test: command(`vitest run --root ${root}`, { dependsOn: ["^build"] }),
  };
}

/**
 * Where Node keeps stripped source by itself once a program asks for it. The command's first file is stripped before it can
 * ask, which takes 40 ms of a processor.
 */
const compileCache = join(tmpdir(), "node-compile-cache");

/** Targets of a scenario package: those of a package, and the benches. */
export function scenarioTargets(root: string, scenario: string): Targets {
  const run = `node packages/cli/src/main.ts run ${scenario} --suite`;
  const options = { cwd: "{workspaceRoot}", env: { NODE_COMPILE_CACHE: compileCache } };
  return {
    ...packageTargets(root),
    bench: measurement(run, {
      options,
      dependsOn: ["^build"],
      outputs: [`{workspaceRoot}/results/${scenario}.*.jsonl`],
    }),
    "bench:smoke": command(`${run} --profile smoke --results results/smoke`, {
      options,
      dependsOn: ["^build"],
      parallelism: false,
      outputs: [`{workspaceRoot}/results/smoke/${scenario}.*.jsonl`],
    }),
  };
}

/** Targets of a tool, whose tests look at the whole workspace. */
export function toolTargets(root: string): Targets {
  return {
    ...packageTargets(root),
    test: command(`vitest run --root ${root}`, { inputs: ["{workspaceRoot}/**/*"] }),
  };
}

/** Targets of a package that makes code and compiles it: `tools/generate.ts`, then `tools/build.ts`. */
export function compiledTargets(root: string): Targets {
  return {
    typecheck: command(`tsc --noEmit -p ${root}`, { dependsOn: ["generate", "^generate"] }),
    test: command(`vitest run --root ${root}`, { dependsOn: ["build"] }),
    generate: command(`node ${root}/tools/generate.ts`, {
      dependsOn: ["^generate"],
      outputs: ["{projectRoot}/src/generated", "{projectRoot}/crates/*/src/generated"],
    }),
    build: command(`node ${root}/tools/build.ts`, {
      dependsOn: ["generate"],
      outputs: ["{projectRoot}/generated"],
    }),
  };
}

/** Targets of a package that only compiles code: `tools/build.ts`. */
export function builtTargets(root: string): Targets {
  return {
    ...packageTargets(root),
    test: command(`vitest run --root ${root}`, { dependsOn: ["build"] }),
    build: command(`node ${root}/tools/build.ts`, {
      dependsOn: ["^build"],
      outputs: ["{projectRoot}/generated"],
    }),
  };
}

/** Targets of a package whose code is compiled, and others that each need it built. */
export function withBuild(targets: Targets, compiled: Targets): Targets {
  const { test: _, ...rest } = compiled;
  const built = Object.entries(targets).map(([name, target]) => [
    name,
    { ...target, dependsOn: [...(target.dependsOn ?? []), "build"] },
  ]);
  return { ...Object.fromEntries(built), ...rest };
}

/**
 * Targets of an example: an add-on with a schema and a Cargo workspace of its own. Its test generates the code again,
 * so it waits for whatever reads that.
 */
export function exampleTargets(root: string): Targets {
  return {
    generate: command(
      `node packages/cli/src/main.ts generate --proto ${root}/proto --out ${root}/generated`,
      { outputs: ["{projectRoot}/generated"] },
    ),
    typecheck: command(`tsc --noEmit -p ${root}`, { dependsOn: ["generate"] }),
    lint: command(`cargo fmt --check --manifest-path ${root}/Cargo.toml`, { dependsOn: ["generate"] }),
    test: command(`vitest run --root ${root}`, { dependsOn: ["typecheck", "lint"] }),
  };
}

/** Targets of the schema. */
export function schemaTargets(root: string): Targets {
  return { lint: command(`buf lint ${root}`) };
}

/** Targets of the workspace as a whole. */
export function workspaceTargets(): Targets {
  return { lint: command("biome check .", { inputs: ["{workspaceRoot}/**/*"] }) };
}
