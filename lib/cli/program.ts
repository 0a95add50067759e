/** What programs in TypeScript do alike: they read what they were called with, and say in a sentence what a person can mend. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "../errors";
import { Failure } from "./failure.mjs";

/**
 * Runs a program. An error that the person caused becomes a sentence on standard error and the exit status 1.
 *
 * @throws every other error: it is a bug, and Node.js shows it with its stack
 */
export async function run(main: () => unknown): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    // `Failure` is what the commands in plain JavaScript have for a `UserError`.
    if (!(error instanceof UserError || error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

/**
 * Reads what a program was called with.
 *
 * @param explain makes a sentence of what Node.js says is wrong
 * @throws UserError `arguments`
 */
export function readOptions<Config extends ParseArgsConfig>(config: Config, explain: (reason: string) => string) {
  try {
    return parseArgs<Config>(config);
  } catch (error) {
    if (error instanceof TypeError) throw new UserError("arguments", explain(error.message));
    throw error;
  }
}
