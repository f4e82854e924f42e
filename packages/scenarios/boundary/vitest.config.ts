import { defineConfig } from "vitest/config";

// A mebibyte through every crossing takes as long as a busy machine makes it.
export default defineConfig({ test: { testTimeout: 120_000 } });
