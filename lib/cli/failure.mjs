// @ts-check
/** How a command may end badly. Anything else that is thrown is a bug, and shown with its stack. */
import { constants } from "node:os";

/** Something a person can act on: its message is shown, without a stack. */
export class Failure extends Error {}

/** Ctrl+C or a polite kill: nothing is printed for it. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(signal);
    this.status = statusOf(signal);
  }
}

/**
 * What shells expect as the exit status of a program that ended by a signal.
 * @param {NodeJS.Signals} signal
 */
export function statusOf(signal) {
  return 128 + constants.signals[signal];
}
