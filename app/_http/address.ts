import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { config } from "@/lib/config";
import { processSingleton } from "@/lib/process-singleton";

/** The header with the address at the other end of a request's connection. Nobody outside can guess its name. */
function peerHeader(): string {
  return processSingleton("peer-header", () => `concord-peer-${randomBytes(16).toString("hex")}`);
}

/** Has the server say with each request at whose address its connection ends. Next tells handlers only what a caller may have said. */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    headers[peerHeader()] = socket.remoteAddress;
  });
}

/**
 * The address that a request comes from: that of the connection. Where TRUST_PROXY says how many proxies stand before us, it is
 * the one that the outermost of them has added to `X-Forwarded-For`; what stands before it there, a caller may have made up.
 *
 * @returns null where nobody knows it
 */
export function clientAddress(headers: Pick<Headers, "get">): string | null {
  const peer = headers.get(peerHeader());
  const { trustProxy } = config();
  const forwarded = trustProxy ? headers.get("x-forwarded-for")?.split(",").at(-trustProxy)?.trim() : undefined;
  // An IPv4 address on a socket of IPv6 is written as both.
  return (forwarded || peer)?.replace(/^::ffff:(?=\d+\.)/iu, "") ?? null;
}
