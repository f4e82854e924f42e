#!/usr/bin/env node
import module from "node:module";

// Before anything is imported: a suite starts the command once for every scenario, and half of a start is compiling.
module.enableCompileCache?.();
const { resolveQuickly } = await import("@strait/runtimes/quick-resolution");
resolveQuickly();
const { program } = await import("./program.ts");

await program(process.argv);
