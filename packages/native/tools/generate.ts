/** Generates the Rust structs and TypeScript views from the schema: `node packages/native/tools/generate.ts`. */
import { runTool } from "./run-tool.ts";

runTool(
  "buf",
  ["generate", "proto", "--template", "packages/native/buf.gen.yaml"],
  "run `npm ci` to install it",
);
