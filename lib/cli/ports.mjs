// @ts-check
/** The server's address, and whether its port is free. */
import { createServer } from "node:net";
import { Failure } from "./failure.mjs";
import { startLine } from "./release.mjs";

/**
 * The URL to open in a browser. For a server that listens on all interfaces, this is the loopback address.
 * @param {{ host: string, port: number }} address
 */
export function urlOf({ host, port }) {
  const here = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${here.includes(":") ? `[${here}]` : here}:${port}`;
}

/**
 * Fails with a readable message if the server couldn't listen.
 * @param {{ host: string, port: number }} address
 */
export async function requireFree({ host, port }) {
  try {
    await listenOnce(host, port);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const other = `PORT=${port === 3000 ? 3001 : 3000} ${startLine}`;
    if (code === "EADDRINUSE") {
      throw new Failure(`Port ${port} on ${host} is in use by another program. Stop it, or use another port: ${other}`);
    }
    if (code === "EACCES")
      throw new Failure(`You don't have permission to use port ${port}. Use another port: ${other}`);
    throw new Failure(`Concord can't listen on HOST "${host}" (${message}). Try HOST=127.0.0.1.`);
  }
}

/** A currently unused port on 127.0.0.1. */
export function freePort() {
  return listenOnce("127.0.0.1", 0);
}

/**
 * Listens briefly and returns the port.
 * @param {string} host
 * @param {number} port 0 for any
 * @returns {Promise<number>}
 */
function listenOnce(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
