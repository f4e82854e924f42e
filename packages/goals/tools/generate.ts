/** Compiles the schema to descriptors, from which other libraries make their codecs: `node packages/goals/tools/generate.ts`. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

const workspaceRoot = resolve(import.meta.dirname, "../../..");
const folder = "packages/goals/src/generated";

mkdirSync(resolve(workspaceRoot, folder), { recursive: true });
const build = ["build", "proto", "-o", `${folder}/schema.binpb`];
const { status } = spawnSync("buf", build, { cwd: workspaceRoot, stdio: "inherit" });
if (status !== 0) process.exit(2);
