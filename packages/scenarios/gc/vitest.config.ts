import { defineConfig } from "vitest/config";

// Collections and pages of the system take as long as a busy machine makes them.
export default defineConfig({ test: { testTimeout: 60_000 } });
