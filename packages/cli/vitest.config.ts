import { defineConfig } from "vitest/config";

// Commands that build put files of the workspace in their place anew, which other commands load: one file at a time. For
// the same reason nothing else runs beside these tests (package.json, parallelism).
export default defineConfig({ test: { fileParallelism: false } });
