/**
 * Infers the projects and targets of the workspace from where things lie, so that a new folder needs no configuration:
 * a package under packages/ is tested, a scenario under packages/scenarios/ is benched, a crate is built by Cargo, an
 * example under examples/ is built and run as its page says.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type CreateDependencies,
  type CreateNodes,
  DependencyType,
  type ProjectConfiguration,
} from "nx/src/devkit-exports.js";
import { crateName, crateTargets, dependencyNames } from "./crate.ts";
import {
  builtTargets,
  compiledTargets,
  exampleTargets,
  packageTargets,
  scenarioTargets,
  schemaTargets,
  toolTargets,
  withBuild,
  workspaceTargets,
} from "./package.ts";

type Project = Omit<ProjectConfiguration, "root">;

/** Marks a package whose code is generated and compiled. */
const generator = "tools/generate.ts";

/** Marks a package that compiles code; without the generator it only does that. */
const builder = "tools/build.ts";

/** Marks a package whose code is generated from the schema. */
const schemaTemplate = "buf.gen.yaml";

export const name = "@strait/nx-plugin";

export const createNodes: CreateNodes = [
  "{package.json,proto/buf.yaml,{packages,packages/scenarios,examples,tools}/*/package.json,packages/{*,scenarios/*}/crates/*/Cargo.toml}",
  (files, _options, { workspaceRoot }) =>
    files.map((file) => {
      const root = dirname(file);
      const project = projectAt(workspaceRoot, file);
      return [file, { projects: project === undefined ? {} : { [root]: project } }] as const;
    }),
];

/** A crate depends on the crates that its manifest names; a package on those that it holds, and perhaps on the schema. */
export const createDependencies: CreateDependencies = (_options, { projects, workspaceRoot }) => {
  const edge = (source: string, target: string, sourceFile: string) => ({
    source,
    target,
    sourceFile,
    type: DependencyType.static as const,
  });
  return Object.entries(projects).flatMap(([source, { root }]) => {
    const manifest = join(root, "Cargo.toml");
    if (root !== "." && existsSync(join(workspaceRoot, manifest))) {
      return dependencyNames(readFileSync(join(workspaceRoot, manifest), "utf8"))
        .filter((target) => target in projects)
        .map((target) => edge(source, target, manifest));
    }
    const fromSchema = existsSync(join(workspaceRoot, root, schemaTemplate));
    return Object.entries(projects)
      .filter(
        ([, other]) => other.root.startsWith(`${root}/crates/`) || (fromSchema && other.root === "proto"),
      )
      .map(([target]) => edge(source, target, join(root, "package.json")));
  });
};

function projectAt(workspaceRoot: string, file: string): Project | undefined {
  const root = dirname(file);
  if (root === ".") return { name: "workspace", targets: workspaceTargets() };
  if (root === "proto") return { name: "schema", targets: schemaTargets(root) };
  if (basename(file) === "Cargo.toml") {
    const manifest = readFileSync(join(workspaceRoot, file), "utf8");
    const crate = crateName(manifest);
    const generators = generatorsOf(workspaceRoot, [basename(root), ...dependencyNames(manifest)]);
    return crate === undefined ? undefined : { name: crate, targets: crateTargets(crate, generators) };
  }
  if (dirname(root) === "examples") return { targets: exampleTargets(root) };
  if (dirname(root) === "tools") return { targets: toolTargets(root) };
  const compiled = compilationOf(workspaceRoot, root);
  if (dirname(root) === "packages/scenarios") {
    const scenario = scenarioTargets(root, basename(root));
    return { tags: ["scenario"], targets: compiled === null ? scenario : withBuild(scenario, compiled) };
  }
  return { targets: compiled ?? packageTargets(root) };
}

/** Targets of a package that compiles code, with or without generating it first; null of any other. */
function compilationOf(workspaceRoot: string, root: string): ReturnType<typeof builtTargets> | null {
  if (existsSync(join(workspaceRoot, root, generator))) return compiledTargets(root);
  return existsSync(join(workspaceRoot, root, builder)) ? builtTargets(root) : null;
}

/** The packages that generate code for crates of these names. */
function generatorsOf(workspaceRoot: string, crates: string[]): string[] {
  const packages = join(workspaceRoot, "packages");
  return readdirSync(packages).filter(
    (owner) =>
      existsSync(join(packages, owner, generator)) &&
      crates.some((crate) => existsSync(join(packages, owner, "crates", crate))),
  );
}
