// @ts-check
/** Expected errors of commands. Anything else that is thrown is a bug, and is printed with its stack trace. */
import { constants } from "node:os";

/** An error that the user can act on. Its message is printed without a stack trace. */
export class Failure extends Error {}

/** Thrown after Ctrl+C or SIGTERM. Nothing is printed. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(signal);
    this.status = statusOf(signal);
  }
}

/**
 * The exit status that shells expect from a program killed by a signal.
 * @param {NodeJS.Signals} signal
 */
export function statusOf(signal) {
  return 128 + constants.signals[signal];
}
