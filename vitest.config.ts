import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What may only run on the server imports `server-only`, which throws unless this condition is set. Vite resolves our
// files with it, and Node what stays outside of Vite.
const conditions = ["react-server"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  ssr: { resolve: { conditions: [...conditions, "module", "node"], externalConditions: conditions } },
  test: {
    include: ["tests/{unit,integration}/**/*.test.ts"],
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
