import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Server-only modules import `server-only`, which throws unless this condition is set. Vite uses it to resolve our
// files, and Node.js uses it for modules that Vite doesn't process.
const conditions = ["react-server"];

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

/**
 * Matches files that need a separate process, because they measure its memory, or because other files in a shared one
 * may already have loaded a module that they mock, or that they expect not to be loaded.
 */
const OWN_PROCESS = /\bvi\.mock\(|\bcreateRequire\(import\.meta\.url\)\.cache\b|\bmemoryUsage\(/u;

/** The test files in a folder: those that can share a process, and those that need a separate one. */
function testsIn(folder: string): { shared: string[]; isolated: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
  const isolated = files.filter((file) => OWN_PROCESS.test(readFileSync(file, "utf8")));
  return { shared: files.filter((file) => !isolated.includes(file)), isolated };
}

const unitTests = testsIn("tests/unit");
const integrationTests = testsIn("tests/integration");

/** The files of a worker share a process, so that the app is loaded only once. This saves two fifths of the CPU time. */
const sharing = { isolate: false, setupFiles: "tests/support/fresh-process.ts" };

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
    // Separate projects, so that PostgreSQL is only started for integration tests. They run in the order of their names.
    // Tests in processes of their own include the slowest files, which should not be last, when nothing runs beside them.
    projects: [
      { extends: true, test: { name: "unit", include: unitTests.shared, ...sharing } },
      { extends: true, test: { name: "alone-unit", include: unitTests.isolated } },
      { extends: true, test: { name: "integration", include: integrationTests.shared, ...sharing, ...integration } },
      { extends: true, test: { name: "alone-integration", include: integrationTests.isolated, ...integration } },
      // This project doesn't extend the configuration, because React can only render HTML if the condition isn't set.
      { resolve: { alias }, test: { name: "security", include: ["tests/security/**/*.test.ts"], testTimeout: 30_000 } },
    ],
  },
});
