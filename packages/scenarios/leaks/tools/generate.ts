/** Writes down which messages each family of the schema has: `node packages/scenarios/leaks/tools/generate.ts`. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

type Message = {
  readonly name: string;
  readonly nestedType?: readonly Message[];
  readonly options?: { readonly mapEntry?: boolean };
};
type Image = {
  readonly file: readonly {
    readonly name: string;
    readonly package: string;
    readonly messageType?: readonly Message[];
  }[];
};

const workspaceRoot = resolve(import.meta.dirname, "../../../..");
const { error, status, stdout } = spawnSync("buf", ["build", "proto", "-o", "-#format=json"], {
  cwd: workspaceRoot,
  encoding: "utf8",
  maxBuffer: 2 ** 26,
  stdio: ["ignore", "pipe", "inherit"],
});
if (error !== undefined) {
  process.stderr.write(`buf cannot be started (${error.message}); run \`npm ci\` to install it\n`);
}
if (status !== 0) process.exit(2);

const image: Image = JSON.parse(stdout);
// What the schema imports from elsewhere is no family of its own; it lives in the messages that refer to it.
const families = image.file
  .filter(({ name }) => name.startsWith("strait/"))
  .map((file) => [
    basename(file.name, ".proto"),
    (file.messageType ?? []).flatMap((message) => namesOf(file.package, message)),
  ]);

function namesOf(scope: string, { name, nestedType = [], options }: Message): string[] {
  if (options?.mapEntry === true) return [];
  const full = `${scope}.${name}`;
  return [full, ...nestedType.flatMap((nested) => namesOf(full, nested))];
}

const folder = join(workspaceRoot, "packages/scenarios/leaks/src/generated");
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "families.ts"),
  `/** Names of the message types in each file of the schema. */
export const families: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(Object.fromEntries(families), null, 2)};
`,
);
