/**
 * Resets the process after each test file. Files share processes (`isolate: false`), because loading and compiling the
 * app and the database client takes longer than the tests in most files.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, vi } from "vitest";
import { forgetAllSingletons } from "../integration/support/singletons";

// Next.js's server sets this before anything else. Without it, console methods throw in each later file of the process,
// once a file has loaded the part of Next.js that replaces them.
Object.assign(globalThis, { AsyncLocalStorage });

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  forgetAllSingletons();
});
