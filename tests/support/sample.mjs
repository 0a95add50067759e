// @ts-check
/**
 * The environment variable that leaves out what takes long and rarely fails alone: most tests of PostgreSQL, which repeat
 * those of SQLite, and most cases in the tables of expensive inputs.
 */
export const SAMPLE = "CONCORD_TEST_SAMPLE";
