/**
 * Resets the process after each test file. Files share processes (`isolate: false`), because loading and compiling the
 * app and the database client takes longer than the tests in most files.
 */
import { afterAll, vi } from "vitest";
import { forgetAllSingletons } from "../integration/support/singletons";

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  forgetAllSingletons();
});
