// @ts-check
/**
 * Reads and discards the rest of a request that has already been answered, so that closing the connection doesn't reset
 * it. Stops when a limit is reached.
 */

/** @typedef {{ bytes: number, milliseconds: number }} Limits */

/**
 * Waits until the whole request has arrived, the connection is closed, or a limit is reached.
 * @param {import("node:http").IncomingMessage} request
 * @param {Limits} limits
 * @returns {Promise<void>}
 */
export function discardRest(request, limits) {
  if (request.complete || request.destroyed) return Promise.resolve();
  const ended = endOf(request, request.socket, limits);
  // The code that was reading the body has already responded. It no longer drains the stream, which would stall the
  // request.
  request.unpipe();
  request.resume();
  return ended;
}

/**
 * Like `discardRest`, for a connection on which Node.js found no valid request. The request then ends when the
 * connection does.
 * @param {import("node:stream").Duplex} socket
 * @param {Limits} limits
 */
export function discardAll(socket, limits) {
  const ended = endOf(socket, socket, limits);
  socket.resume();
  return ended;
}

/**
 * @param {import("node:stream").Readable} stream
 * @param {import("node:stream").Duplex} socket
 * @param {Limits} limits
 * @returns {Promise<void>}
 */
function endOf(stream, socket, { bytes, milliseconds }) {
  return new Promise((resolve) => {
    let count = 0;
    const stop = () => {
      clearTimeout(timer);
      stream.off("data", add);
      for (const end of ENDS) stream.off(end, stop);
      socket.off("close", stop);
      resolve();
    };
    /** @param {Buffer | string} chunk */
    const add = (chunk) => {
      count += chunk.length;
      if (count > bytes) stop();
    };
    const timer = setTimeout(stop, milliseconds);
    stream.on("data", add);
    for (const end of ENDS) stream.on(end, stop);
    socket.on("close", stop);
  });
}

const ENDS = ["end", "close", "error"];
