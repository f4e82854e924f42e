import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

export const repository = resolve(import.meta.dirname, "../../..");

/** Schema files by path. */
export type Sources = Readonly<Record<string, string>>;

/** A new folder that is removed at the end of the block that declares it with `using`. */
export class TemporaryFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "strait-codegen-"));

  constructor(sources: Sources = {}) {
    this.write(sources);
  }

  write(sources: Sources, under = "."): void {
    for (const [name, text] of Object.entries(sources)) {
      const path = join(this.path, under, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Runs buf in a folder. */
export function buf(
  folder: string,
  ...args: string[]
): { readonly status: number | null; readonly stderr: string } {
  const script = join(repository, "node_modules/@bufbuild/buf/bin/buf");
  const { status, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  return { status, stderr };
}

/** The request that buf would send the plugin for the schema in a folder: every file, imports included. */
export function requestFor(folder: string, parameter: string): CodeGeneratorRequest {
  using output = new TemporaryFolder();
  const image = join(output.path, "image.binpb");
  const { status, stderr } = buf(folder, "build", "-o", image);
  if (status !== 0) throw new Error(stderr);
  const { file } = fromBinary(FileDescriptorSetSchema, readFileSync(image));
  const fileToGenerate = file.map(({ name }) => name);
  return create(CodeGeneratorRequestSchema, { parameter, protoFile: file, fileToGenerate });
}
