// @ts-check
/** Reads and drops what is left of a request that is answered, within limits, so that closing its connection does not reset it. */

/** @typedef {{ bytes: number, milliseconds: number }} Limits */

/**
 * Waits until all of a request has come, its connection is gone, or a limit is reached.
 * @param {import("node:http").IncomingMessage} request
 * @param {Limits} limits
 * @returns {Promise<void>}
 */
export function discardRest(request, limits) {
  if (request.complete || request.destroyed) return Promise.resolve();
  const ended = endOf(request, request.socket, limits);
  // Whoever was reading has answered. What it was reading into takes no more, and would hold up the rest.
  request.unpipe();
  request.resume();
  return ended;
}

/**
 * The same of a connection on which Node.js has found no request: its end is that of the connection.
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
