// @ts-check
/** How long a server that is being stopped goes on answering. */
import { Failure } from "./failure.mjs";

/** Ten minutes: whoever says more has meant milliseconds. */
const MOST = 600;

/**
 * @param {NodeJS.Dict<string>} env DRAIN_SECONDS, none by default: where there is one process, nobody else could answer
 * @returns {number} seconds
 */
export function readDrainSeconds({ DRAIN_SECONDS }) {
  const seconds = Number(DRAIN_SECONDS || 0);
  if (seconds >= 0 && seconds <= MOST) return seconds;
  throw new Failure(
    `DRAIN_SECONDS is "${DRAIN_SECONDS}". Set it to how many seconds Concord is to go on answering when it is stopped, from 0 to ${MOST}.`,
  );
}
