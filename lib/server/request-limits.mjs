// @ts-check
/** Size and time limits for requests. */

/** Default maximum size of a request body, in bytes; a route can override it (`maxBytes`). */
export const BODY_BYTES = 256 * 1024;

/**
 * How much to read and discard of a request that was answered early. Closing a connection with unread bytes resets it,
 * which nginx counts as a server failure. After one such request (`max_fails`), nginx sends nothing to that server for
 * 10 seconds.
 */
export const DISCARD = { bytes: 32 * 1024 * 1024, milliseconds: 10_000 };

/**
 * Maximum number of concurrent requests. A hundred clients in a tight loop need far fewer. Each request takes a few
 * milliseconds of the single thread, so at this limit the last one waits about as long as people are willing to wait.
 */
export const MAX_IN_FLIGHT = 300;

/**
 * Maximum number of concurrent requests whose bodies are still arriving. Each of them occupies a connection and up to
 * `BODY_BYTES` of memory. Even a hundred people saving at the same moment over slow connections need far fewer.
 */
export const MAX_ARRIVING = 1_000;

/** The slowest connection, in bytes per second, on which every upload still succeeds. */
const SLOW_LINE = 25_000;

/** Time limits, in milliseconds. */
export const TIME_LIMITS = {
  /** Time until the last header line has arrived. */
  head: 15_000,
  /**
   * Time until the last byte of the body has arrived. A large body gets extra time, so that a slow connection can
   * transfer it.
   */
  request: 60_000,
  /**
   * Keep-alive timeout of idle connections. It is longer than that of proxies (nginx and AWS: 60 s), so that we never
   * close a connection while a request is in transit on it.
   */
  idle: 75_000,
  /** Interval between checks of these limits. */
  check: 5_000,
};

/**
 * Time limit for a request with a body of this size, in milliseconds.
 * @param {number} bytes
 * @param {{ request: number }} limits
 */
export function timeFor(bytes, { request }) {
  return request + (bytes <= BODY_BYTES ? 0 : Math.ceil((bytes / SLOW_LINE) * 1000));
}
