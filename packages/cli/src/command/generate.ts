import { relative, resolve } from "node:path";
import type { GeneratedFile, Options } from "@strait/codegen";
import { replaceFolders } from "../generate/replace-folders.ts";
import { schemaImage } from "../generate/schema-image.ts";
import { UsageError } from "../usage-error.ts";

/** Writes the Rust structs and TypeScript views of a schema, and prints where they are. */
export async function generate(options: {
  readonly proto: string;
  readonly out: string;
  readonly rustCrate: string;
  readonly runtime: string;
}): Promise<void> {
  const image = schemaImage(options.proto);
  // Loaded only now, because other commands would wait a quarter of a second for what they do not need.
  const { generateFromImage } = await import("@strait/codegen");
  const generated = (target: Options): GeneratedFile[] => {
    const result = generateFromImage(image, target);
    if ("files" in result) return result.files;
    throw new UsageError(`the schema in ${options.proto} was refused, ${result.error}`);
  };
  const rust = generated({ target: "rust", crate: options.rustCrate });
  const typescript = generated({ target: "typescript", runtime: options.runtime });
  replaceFolders(options.out, { rust, typescript });
  const shown = relative("", resolve(options.out)) || ".";
  process.stdout.write(`Rust: ${shown}/rust/mod.rs\nTypeScript: ${shown}/typescript/index.ts\n`);
}
