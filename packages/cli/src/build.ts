import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { workspaceRoot } from "./scenarios.ts";
import { UsageError } from "./usage-error.ts";

/** What building the add-on needs, and where it comes from. */
const tools = [
  { command: "cargo", advice: "install stable Rust, for example with rustup from https://rustup.rs" },
  {
    command: "cc",
    advice:
      "install a C compiler with its linker, for example the package build-essential or the Xcode command line tools",
  },
] as const;

/** Generates code from the schema and compiles what the named projects need, through Nx, which skips what is up to date. */
export async function build(projects: readonly string[] = ["native"]): Promise<void> {
  requireTools();
  const all = ["run-many", "-t", "build", "-p", ...projects.filter(isBuilt)];
  const nx = spawn("nx", all, { cwd: workspaceRoot, stdio: ["ignore", 2, 2] });
  const [code] = await once(nx, "close");
  if (code !== 0) throw new UsageError("the add-on was not built; mend what is named above and run again");
}

/** Most scenarios compile nothing of their own, and Nx would list those that it has nothing to do for. */
function isBuilt(project: string): boolean {
  const scenario = join(workspaceRoot, "packages/scenarios", project);
  return !existsSync(scenario) || existsSync(join(scenario, "tools/build.ts"));
}

/** Throws UsageError naming the first tool that is missing and how to get it. */
function requireTools(): void {
  for (const { command, advice } of tools) {
    const { error } = spawnSync(command, ["--version"], { stdio: "ignore" });
    if (error !== undefined) throw new UsageError(`${command} was not found; ${advice}, and run again`);
  }
}
