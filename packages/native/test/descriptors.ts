/** The schema as its compiler sees it, for another implementation of protobuf. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createFileRegistry, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { MessageType } from "../src/runtime/index.ts";

const registry = readRegistry();

function readRegistry() {
  const root = resolve(import.meta.dirname, "../../..");
  const folder = mkdtempSync(join(tmpdir(), "strait-wire-"));
  const image = join(folder, "schema.binpb");
  const buf = join(root, "node_modules/@bufbuild/buf/bin/buf");
  const { status, stderr } = spawnSync(process.execPath, [buf, "build", "proto", "-o", image], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(image));
  rmSync(folder, { recursive: true });
  return createFileRegistry(set);
}

/** The descriptor of a generated type. */
export function descriptor(type: MessageType): DescMessage {
  const found = registry.getMessage(type.name);
  if (found === undefined) throw new Error(`the compiled schema lacks ${type.name}`);
  return found;
}
