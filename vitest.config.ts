import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What may only run on the server imports `server-only`, which throws unless this condition is set. Vite resolves our
// files with it, and Node what stays outside of Vite.
const conditions = ["react-server"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  ssr: { resolve: { conditions: [...conditions, "module", "node"], externalConditions: conditions } },
  test: {
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
    // What goes wrong on purpose is nothing to read.
    env: { LOG_LEVEL: "silent" },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two, so that a PostgreSQL is started only where an integration test runs.
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: "tests/integration/support/setup.ts",
        },
      },
    ],
  },
});
