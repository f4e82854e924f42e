import type { TargetConfiguration } from "nx/src/devkit-exports.js";
import { parse, type TomlTable, type TomlValue } from "smol-toml";
import { command } from "./targets.ts";

/**
 * Targets of a Cargo crate, once the packages that generate code for it, or for crates it depends on, have done so. All
 * crates share one target folder, so Cargo itself makes them take turns.
 */
export function crateTargets(crate: string, generators: string[]): Record<string, TargetConfiguration> {
  const generated = {
    dependsOn: generators.length === 0 ? [] : [{ projects: generators, target: "generate" }],
  };
  return {
    build: command(`cargo build --release -p ${crate}`, generated),
    test: command(`cargo test -p ${crate}`, generated),
    lint: command(
      `cargo fmt --check -p ${crate} && cargo clippy -p ${crate} --all-targets -- -D warnings`,
      generated,
    ),
  };
}

/** The name of the crate that a Cargo.toml describes; undefined for a workspace without one. */
export function crateName(manifest: string): string | undefined {
  const name = tableOf(parse(manifest)["package"])["name"];
  return typeof name === "string" ? name : undefined;
}

/** Names of the crates that a Cargo.toml depends on, for building or testing; a renamed one by its real name. */
export function dependencyNames(manifest: string): string[] {
  const parsed = parse(manifest);
  return ["dependencies", "dev-dependencies", "build-dependencies"]
    .flatMap((section) => Object.entries(tableOf(parsed[section])))
    .map(([key, dependency]) => tableOf(dependency)["package"] ?? key)
    .filter((name) => typeof name === "string");
}

function tableOf(value: TomlValue | undefined): TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date) ? value : {};
}
