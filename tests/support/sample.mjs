// @ts-check
/** The environment variable that leaves out most tests of PostgreSQL, because they take as long as those of SQLite. */
export const SAMPLE = "CONCORD_TEST_SAMPLE";
