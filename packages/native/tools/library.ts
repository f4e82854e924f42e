import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addonFile } from "../src/runtime/load-addon.ts";
import { runTool, workspaceRoot } from "./run-tool.ts";

/** Compiles the add-on with these flags of Cargo. Returns its library, which the next build may replace. */
export function buildLibrary(flags: readonly string[]): URL {
  const advice = "install stable Rust, for example with rustup from https://rustup.rs";
  const command = ["build", "--locked", "-p", "strait-stress-addon", "--target-dir", "target", ...flags];
  runTool("cargo", command, advice);
  const profile = flags.includes("--release") ? "release" : "debug";
  return addonFile(pathToFileURL(join(workspaceRoot, "target", profile, "/")), "strait-stress-addon");
}
