import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { config } from "@/lib/config";
import { processSingleton } from "@/lib/process-singleton";

/**
 * Name of the internal header that contains the peer address of a request's connection. It is random, so that clients
 * can't forge the header.
 */
function peerHeader(): string {
  return processSingleton("peer-header", () => `concord-peer-${randomBytes(16).toString("hex")}`);
}

/**
 * Makes the server add the peer address to each request as a header, because headers are all that Next.js passes to
 * handlers, and the client's own headers can't be trusted.
 */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    headers[peerHeader()] = socket.remoteAddress;
  });
}

/**
 * The client's address. By default, this is the peer address of the connection. If TRUST_PROXY is set to the number of
 * proxies in front of us, it is the address that the outermost of these proxies added to `X-Forwarded-For`. Any entries
 * before that address may be forged.
 *
 * @returns null if it is unknown
 */
export function clientAddress(headers: Pick<Headers, "get">): string | null {
  const peer = headers.get(peerHeader());
  const { trustProxy } = config();
  const forwarded = trustProxy ? headers.get("x-forwarded-for")?.split(",").at(-trustProxy)?.trim() : undefined;
  // On an IPv6 socket, IPv4 addresses are IPv4-mapped.
  return (forwarded || peer)?.replace(/^::ffff:(?=\d+\.)/iu, "") ?? null;
}
