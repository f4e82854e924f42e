/** What a fresh process runs first: imports are found quickly before there are many. */

import { resolveQuickly } from "@strait/runtimes/quick-resolution";
import { readFileSync } from "./file-system.ts";

// Where the same imports were found before, if whoever started this process knows.
const known = readFileSync(0, "utf8");
resolveQuickly(known === "" ? [] : JSON.parse(known));
await import("./main.ts");
