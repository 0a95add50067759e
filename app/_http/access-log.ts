import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders } from "node:http";
import { log, withoutSecrets } from "@/lib/log";
import { clientAddress } from "./address";

/** An answer of the HTTP server (`app-server.mjs`). */
interface Answered {
  method: string;
  path: string;
  status: number;
  seconds: number;
  /** Of the request. */
  headers: IncomingHttpHeaders;
  /** As the person saw it; pages have none. */
  requestId?: string;
}

/** Next's own files, which pages ask for. */
const FILES = "/_next/";

/** Logs every request at the level `info`: what was asked for, without tokens and words, what came of it, and from which address. */
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
