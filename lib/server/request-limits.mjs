// @ts-check
/** How much a request may bring, and how long it may take over it. */

/** Bytes of a request's body, where the route does not say otherwise (`maxBytes`). */
export const BODY_BYTES = 256 * 1024;

/**
 * What is read and discarded of a request that was answered before all of it had come. A connection that is closed with bytes unread is
 * reset, which nginx takes for a broken server: after one such request (`max_fails`) it sends nothing to that server for 10 seconds.
 */
export const DISCARD = { bytes: 32 * 1024 * 1024, milliseconds: 10_000 };

/**
 * How many requests are answered at once; a hundred clients that ask without a pause are well below. Each takes some milliseconds of the
 * one thread, so the last of these waits for about as long as people do.
 */
export const MAX_IN_FLIGHT = 300;

/**
 * How many requests may be sending their body at once, each of which takes a connection and up to `BODY_BYTES` of memory. A hundred people
 * who save at the same moment over slow lines are well below.
 */
export const MAX_ARRIVING = 1_000;

/** Bytes a second of a line over which every upload still comes through. */
const SLOW_LINE = 25_000;

/** In milliseconds. */
export const TIME_LIMITS = {
  /** Until the last line of the head has come. */
  head: 15_000,
  /** Until the last byte of the body has come; for a large one, so much longer as a slow line takes over it. */
  request: 60_000,
  /**
   * Until a connection is ended on which nothing more is asked: longer than proxies keep theirs (nginx and AWS: 60 s), so that no request
   * is on its way over one that we are just ending.
   */
  idle: 75_000,
  /** How exactly that is kept. */
  check: 5_000,
};

/**
 * How long a request may take that brings some bytes, in milliseconds.
 * @param {number} bytes
 * @param {{ request: number }} limits
 */
export function timeFor(bytes, { request }) {
  return request + (bytes <= BODY_BYTES ? 0 : Math.ceil((bytes / SLOW_LINE) * 1000));
}
