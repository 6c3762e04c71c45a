import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/support/setup.ts"],
    reporters: [process.stdout.isTTY ? "default" : "dot", "./test/support/tally-reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
