import { defineConfig } from "vitest/config";

// Tests that start processes take as long as a busy machine makes them.
export default defineConfig({ test: { testTimeout: 60_000 } });
