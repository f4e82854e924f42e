import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { plugin } from "../src/index.ts";
import { repository, requestFor, type Sources } from "./proto-compiler.ts";

const here = import.meta.dirname;
const runtime = join(here, "typescript/runtime.ts");

/** The files that a target makes of the schema in a folder. The TypeScript imports a stand-in for the runtime. */
export function generate(folder: string, target: "rust" | "typescript"): Sources {
  const parameter = target === "rust" ? "target=rust" : `target=typescript,runtime=${runtime}`;
  const { error, file } = plugin.run(requestFor(folder, parameter));
  if (error !== "") throw new Error(error);
  return Object.fromEntries(file.map(({ name, content }) => [name, content]));
}

/** What tsc says about a folder of generated TypeScript under the strict settings of this repository. */
export function typeCheck(folder: string): string {
  const config = {
    extends: join(repository, "tsconfig.json"),
    compilerOptions: { types: [], noUnusedLocals: true, noUnusedParameters: true },
    include: ["."],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  return run(process.execPath, folder, [tsc, "--noEmit", "-p", "."]);
}

/** What rustc says about generated Rust in `generated/`, with a stand-in for the crate that it uses. */
export function compileRust(folder: string): string {
  writeFileSync(join(folder, "lib.rs"), "pub mod generated;\n");
  const common = ["--edition", "2024", "--crate-type", "rlib", "--emit", "metadata", "-D", "warnings"];
  const crate = run("rustc", folder, [
    ...common,
    ...["--crate-name", "strait_arena", join(here, "rust/strait_arena.rs")],
  ]);
  if (crate !== "") return crate;
  return run("rustc", folder, [...common, "--extern", "strait_arena=libstrait_arena.rmeta", "lib.rs"]);
}

function run(command: string, folder: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  if (error !== undefined) throw error;
  return stdout + stderr;
}
