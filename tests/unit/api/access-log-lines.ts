/** Program for `access-log.test.ts`. Logs some responses of the HTTP server. Its argument is a token. */
import { channel } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { logAnswers } from "@/app/_http/access-log";
import { notePeers } from "@/app/_http/address";

const token = process.argv[2];
notePeers();
logAnswers();
for (const path of ["/", `/p/${token}`, `/join/${token}`, `/reset/${token}`, "/api/search", "/_next/static/a.js"]) {
  const request = new IncomingMessage({ remoteAddress: "::ffff:192.0.2.7" } as Socket);
  request.headers["x-forwarded-for"] = "203.0.113.5, 198.51.100.9";
  channel("http.server.request.start").publish({ request });
  const { headers } = request;
  const requestId = path.startsWith("/api/") ? "r1" : undefined;
  channel("concord:answered").publish({
    route: "page",
    method: "GET",
    path,
    status: 200,
    seconds: 0.0123,
    headers,
    requestId,
  });
}
