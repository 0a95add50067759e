// @ts-check
/**
 * Loaded into the server during a fuzz run (`--import`). On SIGUSR2, it runs garbage collection and writes the number
 * of bytes still in use to the file named by MEMORY_FILE.
 */
import { renameSync, writeFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const collect = runInNewContext("gc");

/** The first collection may make more objects collectable, through finalizers or weak references. */
const ROUNDS = 3;

process.on("SIGUSR2", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  const file = process.env.MEMORY_FILE ?? "";
  // Writes to a temporary file and renames it, so that a reader never sees a partial file.
  writeFileSync(`${file}.part`, JSON.stringify(heapUsed + external));
  renameSync(`${file}.part`, file);
});
