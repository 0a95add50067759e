// @ts-check
/**
 * Loaded into the server of a fuzz run (`--import`). At SIGUSR2 it says what memory is kept: bytes in use after everything that nobody
 * needs any more was collected, in the file that MEMORY_FILE names.
 */
import { renameSync, writeFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const collect = runInNewContext("gc");

/** What is freed by a collection may free more only afterwards, by a finaliser or a weak reference. */
const ROUNDS = 3;

process.on("SIGUSR2", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  const file = process.env.MEMORY_FILE ?? "";
  // Whoever waits for the file finds it whole.
  writeFileSync(`${file}.part`, JSON.stringify(heapUsed + external));
  renameSync(`${file}.part`, file);
});
