import { join } from "node:path";
import { runTool, workspaceRoot } from "./run-tool.ts";

/** Names that Cargo gives a dynamic library, by platform. */
const names: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "libstrait_native.dylib",
  win32: "strait_native.dll",
};

/** Compiles the add-on with these flags of Cargo. Returns the path of its library, which the next build may replace. */
export function buildLibrary(flags: readonly string[]): string {
  const advice = "install stable Rust, for example with rustup from https://rustup.rs";
  runTool("cargo", ["build", "--locked", "-p", "strait-native", "--target-dir", "target", ...flags], advice);
  const profile = flags.includes("--release") ? "release" : "debug";
  return join(workspaceRoot, "target", profile, names[process.platform] ?? "libstrait_native.so");
}
