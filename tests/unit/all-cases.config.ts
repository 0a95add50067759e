import { mergeConfig } from "vitest/config";
import base from "../../vitest.config";

/** The configuration of the tests, in which property tests generate all their cases instead of a sample. */
export default mergeConfig(base, { test: { env: { ALL_CASES: "yes" } } });
