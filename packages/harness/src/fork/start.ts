/** What a fresh process runs first: imports are found quickly before there are many. */
import { resolveQuickly } from "@strait/runtimes/quick-resolution";

resolveQuickly();
await import("./main.ts");
