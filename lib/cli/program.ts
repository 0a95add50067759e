/** Argument parsing and readable errors, shared by the TypeScript commands. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "../errors";
import { Failure } from "./failure.mjs";

/**
 * Runs a program. An error that the user can fix is printed to standard error, with exit status 1.
 *
 * @throws every other error, because it is a bug; Node.js prints it with its stack trace
 */
export async function run(main: () => unknown): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    if (!isExpected(error)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

/** Whether the user can fix an error. `Failure` is for messages that only commands print. */
export function isExpected(error: unknown): error is UserError | Failure {
  return error instanceof UserError || error instanceof Failure;
}

/**
 * Parses the command line.
 *
 * @param explain turns Node's message into one for the user
 * @throws Failure
 */
export function readOptions<Config extends ParseArgsConfig>(config: Config, explain: (reason: string) => string) {
  try {
    return parseArgs<Config>(config);
  } catch (error) {
    if (error instanceof TypeError) throw new Failure(explain(error.message));
    throw error;
  }
}
