import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What may only run on the server imports `server-only`, which throws unless this condition is set. Vite resolves our
// files with it, and Node what stays outside of Vite.
const conditions = ["react-server"];

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

const integrationTests = readdirSync("tests/integration", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `tests/integration/${file.replaceAll("\\", "/")}`);
/** A file that mocks a module needs a process of its own: in a shared one, the module may be loaded already. */
const mocking = integrationTests.filter((file) => /\bvi\.mock\(/u.test(readFileSync(file, "utf8")));

/** Shared by both projects of integration tests. */
const integration = {
  globalSetup: "tests/integration/support/setup.ts",
  env: { LOG_LEVEL: "silent", NEXTAUTH_SECRET: "a secret of the tests" },
};

export default defineConfig({
  resolve: { alias },
  ssr: { resolve: { conditions: [...conditions, "module", "node"], externalConditions: conditions } },
  test: {
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
    // What goes wrong on purpose is nothing to read.
    env: { LOG_LEVEL: "silent" },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Vitest would leave one of two cores free, though most of the time one waits for a database or a process of its own.
    maxWorkers: 2,
    // Apart, so that a PostgreSQL is started only where an integration test runs.
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "integration",
          include: integrationTests.filter((file) => !mocking.includes(file)),
          // Files share a process for each worker, which loads the app once: two fifths less processor time.
          isolate: false,
          setupFiles: "tests/integration/support/fresh-process.ts",
          ...integration,
        },
      },
      { extends: true, test: { name: "integration-isolated", include: mocking, ...integration } },
      // By itself, as the browser's code: React makes HTML only where the condition is not set.
      { resolve: { alias }, test: { name: "security", include: ["tests/security/**/*.test.ts"], testTimeout: 30_000 } },
    ],
  },
});
