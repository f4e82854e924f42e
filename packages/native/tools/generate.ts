/** Generates Rust structs and TypeScript views, from the schema and from that of the tests: `node packages/native/tools/generate.ts`. */
import { runTool } from "./run-tool.ts";

const testAddon = "packages/native/crates/strait-test-addon";

for (const [schema, template] of [
  ["proto", "packages/native/buf.gen.yaml"],
  [`${testAddon}/proto`, `${testAddon}/buf.gen.yaml`],
] as const) {
  runTool("buf", ["generate", schema, "--template", template], "run `npm ci` to install it");
}
