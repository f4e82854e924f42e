/** The messages that race, as plain data that all generators of this folder write code from. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  fromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

export const workspaceRoot = resolve(import.meta.dirname, "../../../..");

/** Kinds of field that the shapes use; `child` is a sub-message, `list` a repeated message. */
export type FieldKind = "int32" | "int64" | "double" | "bool" | "string" | "child" | "list";

export type FieldModel = {
  /** As in the schema: counter_00. */
  readonly name: string;
  /** As a property in JavaScript: counter00. */
  readonly property: string;
  readonly number: number;
  readonly kind: FieldKind;
  /** Name of the message in a child or list. */
  readonly message: string;
};

export type MessageModel = { readonly name: string; readonly fields: readonly FieldModel[] };

/** Messages that cross, in the order in which native code numbers them; those that hold others come after them. */
const racing = [
  "BoundingRectangle",
  "NodeStatus",
  "NamePair",
  "ChainLink",
  "DoublesMessage",
  "MixedMessage",
  "TextPage",
  "DoublesBatch",
  "MixedBatch",
  "TextBatch",
  "ChainBatch",
];

const kinds: ReadonlyMap<ScalarType | undefined, FieldKind> = new Map([
  [ScalarType.INT32, "int32"],
  [ScalarType.INT64, "int64"],
  [ScalarType.DOUBLE, "double"],
  [ScalarType.BOOL, "bool"],
  [ScalarType.STRING, "string"],
]);

/** Compiles the schema with buf: the descriptor set of the racing messages' files as bytes, and their model. */
export function readSchema(): { readonly image: Uint8Array; readonly messages: readonly MessageModel[] } {
  const folder = mkdtempSync(join(tmpdir(), "strait-race-"));
  try {
    const path = join(folder, "race.binpb");
    run("buf", ["build", "proto", "--path", "proto/strait/stress/v1/race.proto", "-o", path]);
    const image = readFileSync(path);
    const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
    const messages = racing.map((name) => {
      const message = registry.getMessage(`strait.stress.v1.${name}`);
      if (message === undefined) throw new Error(`the schema has no message ${name}`);
      return modelOf(message);
    });
    return { image, messages };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a tool at the root of the workspace and ends the process with code 2 when it fails. */
export function run(command: string, commandArguments: readonly string[]): void {
  const { error, status } = spawnSync(command, commandArguments, { cwd: workspaceRoot, stdio: "inherit" });
  if (error !== undefined) process.stderr.write(`${command} cannot be started: ${error.message}\n`);
  if (status !== 0) process.exit(2);
}

function modelOf(message: DescMessage): MessageModel {
  return { name: message.name, fields: message.fields.map((field) => fieldOf(message, field)) };
}

function fieldOf(message: DescMessage, field: DescField): FieldModel {
  const kind =
    field.fieldKind === "list" && field.message !== undefined
      ? "list"
      : field.fieldKind === "message"
        ? "child"
        : kinds.get(field.fieldKind === "scalar" ? field.scalar : undefined);
  if (kind === undefined) {
    throw new Error(
      `${message.name}.${field.name} has a kind that the race does not know; add it to model.ts`,
    );
  }
  return {
    name: field.name,
    property: field.localName,
    number: field.number,
    kind,
    message: field.message?.name ?? "",
  };
}
