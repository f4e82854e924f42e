import { schema } from "../crates/strait-test-addon/src/generated/typescript/schema.ts";
import { Arena, type ArenaOptions, addonFile, loadAddon } from "../src/runtime/index.ts";

export * from "../crates/strait-test-addon/src/generated/typescript/index.ts";

/** What `crates/strait-test-addon` adds. */
export type Operations = {
  nothing(): undefined;
  numberOf(value?: unknown): number;
  wholeOf(value?: unknown): number;
  booleanOf(value?: unknown): boolean;
  stringOf(value?: unknown): string;
  bytesOf(value?: unknown): Uint8Array;
  handleOf(value?: unknown): number;
  fourthOf(...values: number[]): number;
  fifthOf(...values: number[]): number;
  ifGiven(value?: number): number | undefined;
  refuse(message: string): never;
  panic(message: string): never;
  spread(quote: number): number;
  raise(quote: number, by: number): void;
  spreadLater(quote: number): Promise<number>;
  panicLater(quote: number): Promise<never>;
  bookOf(quote: number, giveUp: boolean): number;
};

export const testAddonFile = addonFile(
  new URL("../../../target/release/", import.meta.url),
  "strait-test-addon",
);

const addon = loadAddon<Operations>(testAddonFile);

/** An arena for messages of the tests' own schema. */
export function createTestArena(options?: ArenaOptions): Arena<Operations> {
  return new Arena(addon, schema, options);
}
