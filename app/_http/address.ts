import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { config } from "@/lib/config";
import { processSingleton } from "@/lib/process-singleton";

/**
 * Internal header with the peer address of a request's connection. Its name is random, so that clients can't forge it.
 */
function peerHeader(): string {
  return processSingleton("peer-header", () => `concord-peer-${randomBytes(16).toString("hex")}`);
}

/**
 * Makes the server add the peer address to each request, because Next.js only passes headers to handlers, and clients
 * control those.
 */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    headers[peerHeader()] = socket.remoteAddress;
  });
}

/**
 * The client's address. By default, this is the peer address of the connection. If TRUST_PROXY is set to the number of
 * proxies in front of us, it is the address that the outermost of these proxies added to `X-Forwarded-For`. All entries
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
