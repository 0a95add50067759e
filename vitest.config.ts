import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Server-only modules import `server-only`, which throws unless this condition is set. Vite uses it to resolve our
// files, and Node.js uses it for modules that Vite doesn't process.
const conditions = ["react-server"];

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

const integrationTests = readdirSync("tests/integration", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `tests/integration/${file.replaceAll("\\", "/")}`);
/** Files that mock a module need a separate process, because the module may already be loaded in a shared one. */
const mocking = integrationTests.filter((file) => /\bvi\.mock\(/u.test(readFileSync(file, "utf8")));

/** Shared by both integration test projects. */
const integration = {
  globalSetup: "tests/integration/support/setup.ts",
  env: { LOG_LEVEL: "silent", NEXTAUTH_SECRET: "a secret of the tests" },
};

export default defineConfig({
  resolve: { alias },
  ssr: { resolve: { conditions: [...conditions, "module", "node"], externalConditions: conditions } },
  test: {
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
    // Hides log messages about errors that tests cause on purpose.
    env: { LOG_LEVEL: "silent" },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // By default, Vitest leaves one of two cores free, although tests spend most of their time waiting for a database
    // or a child process.
    maxWorkers: 2,
    // Separate projects, so that PostgreSQL is only started for integration tests.
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "integration",
          include: integrationTests.filter((file) => !mocking.includes(file)),
          // The files of a worker share a process, so that the app is loaded only once. This saves two fifths of the
          // CPU time.
          isolate: false,
          setupFiles: "tests/integration/support/fresh-process.ts",
          ...integration,
        },
      },
      { extends: true, test: { name: "integration-isolated", include: mocking, ...integration } },
      // This project doesn't extend the configuration, because React can only render HTML if the condition isn't set.
      { resolve: { alias }, test: { name: "security", include: ["tests/security/**/*.test.ts"], testTimeout: 30_000 } },
    ],
  },
});
