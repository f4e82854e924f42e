import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../usage-error.ts";

/** The schema in a folder as descriptors, imports included. Throws UsageError with buf's `file:line:column` lines. */
export function schemaImage(folder: string): Uint8Array {
  refuseEmpty(folder);
  const buf = join(dirname(createRequire(import.meta.url).resolve("@bufbuild/buf/package.json")), "bin/buf");
  const work = mkdtempSync(join(tmpdir(), "strait-"));
  try {
    const image = join(work, "schema.binpb");
    const { status, stderr, error } = spawnSync(process.execPath, [buf, "build", folder, "-o", image], {
      encoding: "utf8",
    });
    if (error !== undefined) throw new UsageError(`buf cannot be started (${error.message}); run \`npm ci\``);
    if (status !== 0) {
      throw new UsageError(
        `the schema in ${folder}, from which imports are looked up, cannot be read:\n${stderr.trimEnd()}`,
      );
    }
    return readFileSync(image);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function refuseEmpty(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder} is not a folder; name the one with your .proto files with --proto`);
  }
  if (globSync("**/*.proto", { cwd: folder }).length === 0) {
    throw new UsageError(
      `there are no .proto files in ${folder}; name the folder that has them with --proto`,
    );
  }
}
