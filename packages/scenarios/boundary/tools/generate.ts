/** Generates what the crossings need from the schema: `node packages/scenarios/boundary/tools/generate.ts`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { flatBuffersCode } from "./flatbuffers.ts";
import { googleProtobufDeclarations, googleProtobufModule } from "./google-protobuf.ts";
import { readSchema, run, workspaceRoot } from "./model.ts";
import { rustFields } from "./rust-fields.ts";
import { contentModule } from "./typescript/content.ts";
import { externalModule } from "./typescript/external.ts";
import { flatBuffersWriter } from "./typescript/flatbuffers-writer.ts";
import { flavours } from "./typescript/flavours.ts";
import { googleWriter } from "./typescript/google-writer.ts";
import { readerModule } from "./typescript/readers.ts";

const home = join(workspaceRoot, "packages/scenarios/boundary");
const typescript = join(home, "src/generated");
const rust = join(home, "crates/strait-boundary/src/generated");
for (const folder of [typescript, rust]) rmSync(folder, { recursive: true, force: true });

const { image, messages } = readSchema();
const write = (folder: string, name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

write(rust, "race.binpb", image);
write(rust, "fields.rs", rustFields(messages));
write(typescript, "content.ts", contentModule(messages));
for (const flavour of flavours) {
  write(typescript, `read/${flavour.name}.ts`, readerModule(messages, flavour));
}
write(typescript, "external.ts", externalModule(messages));
write(typescript, "google/race_pb.cjs", googleProtobufModule(messages));
write(typescript, "google/race_pb.d.cts", googleProtobufDeclarations(messages));
write(typescript, "google/write.ts", googleWriter(messages));
write(typescript, "flatbuffers/write.ts", flatBuffersWriter(messages));
const flatBuffers = await flatBuffersCode(messages);
for (const [name, code] of Object.entries(flatBuffers.typescript)) {
  write(join(typescript, "flatbuffers"), name, code);
}
write(rust, "race_generated.rs", flatBuffers.rust);

const template = {
  version: "v2",
  inputs: [
    {
      directory: "proto",
      paths: ["comparison", "race"].map((name) => `proto/strait/stress/v1/${name}.proto`),
    },
  ],
  plugins: [
    {
      local: "protoc-gen-es",
      out: "packages/scenarios/boundary/src/generated/es",
      opt: ["target=ts", "import_extension=ts"],
    },
  ],
};
run("buf", ["generate", "--template", JSON.stringify(template)]);
