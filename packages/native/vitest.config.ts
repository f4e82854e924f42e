import { defineConfig } from "vitest/config";

// What takes a second on an idle machine takes many on a busy one.
export default defineConfig({
  test: { globalSetup: "test/build-test-addon.ts", testTimeout: 60_000, hookTimeout: 60_000 },
});
