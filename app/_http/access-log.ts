import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders } from "node:http";
import { log, withoutSecrets } from "@/lib/log";
import { clientAddress } from "./address";

/** A response of the HTTP server (`app-server.mjs`). */
interface Answered {
  method: string;
  path: string;
  status: number;
  seconds: number;
  /** The headers of the request. */
  headers: IncomingHttpHeaders;
  /** The request id, which error messages show to the user. Pages have none. */
  requestId?: string;
}

/** Static files of Next.js. */
const FILES = "/_next/";

/**
 * Logs every request at level `info`: method, path (without tokens or search terms), status, duration and client
 * address.
 */
export function logAnswers(): void {
  if (!log.isLevelEnabled("info")) return;
  subscribe("concord:answered", (message) => {
    const { method, path, status, seconds, headers, requestId } = message as Answered;
    if (path.startsWith(FILES)) return;
    const address = clientAddress({ get: (name) => headers[name]?.toString() ?? null });
    log.info(
      { requestId, method, path: withoutSecrets(path), status, ms: Math.round(seconds * 1_000), address },
      "answered",
    );
  });
}
