import { defineConfig } from "vitest/config";

// Tests that run buf, rustc or tsc take a second on an idle machine and many on a busy one.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
