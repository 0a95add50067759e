// @ts-check
/** Where the server listens, and whether it is free. */
import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

/**
 * The address to open in a browser. One that listens everywhere is opened on this machine.
 * @param {{ host: string, port: number }} address
 */
export function urlOf({ host, port }) {
  const here = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${here.includes(":") ? `[${here}]` : here}:${port}`;
}

/**
 * Fails with a sentence where the server could not listen.
 * @param {{ host: string, port: number }} address
 */
export async function requireFree({ host, port }) {
  try {
    await listenOnce(host, port);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const other = `PORT=${port === 3000 ? 3001 : 3000} npm start`;
    if (code === "EADDRINUSE") {
      throw new Failure(
        `Port ${port} on ${host} is taken by another program. Stop it, or choose another port: ${other}`,
      );
    }
    if (code === "EACCES") throw new Failure(`Port ${port} may not be used by you. Choose another port: ${other}`);
    throw new Failure(`HOST is "${host}", where this machine cannot listen (${message}). Try HOST=127.0.0.1.`);
  }
}

/** A port of 127.0.0.1 that nobody uses at the moment. */
export function freePort() {
  return listenOnce("127.0.0.1", 0);
}

/**
 * Listens for a moment and answers the port.
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
