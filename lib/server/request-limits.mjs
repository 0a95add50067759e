// @ts-check
/** How much a request may bring, and how long it may take over it. */

/** Bytes of a request's body, where a route does not need more: as in `app/_http/body.ts`. */
export const BODY_BYTES = 256 * 1024;

/**
 * The routes that need more, with the bytes that they say (`maxBytes`) or some more. A test compares the two.
 * @type {readonly { path: RegExp, bytes: number }[]}
 */
const LARGER = [
  { path: /^\/api\/editions(?:\/preview)?$/u, bytes: 14 * 1024 * 1024 },
  { path: /^\/api\/imports(?:\/preview)?$/u, bytes: 16 * 1024 * 1024 },
];

/** The most that any route takes. */
export const MAX_BODY_BYTES = Math.max(BODY_BYTES, ...LARGER.map(({ bytes }) => bytes));

/**
 * Bytes of a body at an address.
 * @param {string} path
 */
export function bodyBytesAt(path) {
  return LARGER.find((larger) => larger.path.test(path))?.bytes ?? BODY_BYTES;
}

/**
 * What is read and discarded of a request that was answered before all of it had come. A connection that is closed with bytes unread is
 * reset, which nginx takes for a broken server: after one such request (`max_fails`) it sends nothing to that server for 10 seconds.
 */
export const DISCARD = { bytes: 2 * MAX_BODY_BYTES, milliseconds: 10_000 };

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
