// @ts-check
/** The server process that `serve` starts. It runs the built app behind our HTTP server: `app-server.mjs HOST PORT` */

import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createBrotli } from "../server/brotli.mjs";
import { createHttpServer } from "../server/http-server.mjs";
import { readPolicy } from "../server/request-policy.mjs";
import { POLICY } from "./build.mjs";
import { endOnce } from "./ending.mjs";
import { release } from "./release.mjs";
import { root } from "./root.mjs";

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Answer
 */

/** The status logged if a client closes the connection before the response. nginx uses the same status. */
const GONE = 499;

const [host = "", port = ""] = process.argv.slice(2);
// Next.js's own standalone server passes the settings in the same way, so that they don't need next.config.js and the
// bundler.
if (release) {
  const { config } = JSON.parse(readFileSync(join(root, ".next/required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}
const { default: createApp } = await import("next");
const { protocolHeadersAt } = await import("../api/protocol-headers.mjs");
const app = createApp({ dir: root, dev: false, quiet: true, hostname: host, port: Number(port) });
// Hide Next.js's message about how long it took to read its settings.
const { log } = console;
console.log = () => {};
await app.prepare();
console.log = log;

/**
 * The app's settings, filled in by the app itself; empty until it has started.
 * @type {{ publicUrl?: URL | null }}
 */
const settings = {};
const publicUrl = () => {
  if (settings.publicUrl === undefined) channel("concord:settings").publish(settings);
  return settings.publicUrl ?? null;
};

const { methodsAt, bytesAt, isCompressedAt, maxBytes, kindAt } = readPolicy(POLICY);
/** Diagnostics channels to the app, which is in a separate bundle (`lib/server`). */
const channels = {
  answered: channel("concord:answered"),
  draining: channel("concord:draining"),
  closing: channel("concord:closing"),
};

/** The response of the current async context, so that an error report can be attributed to it. */
const answers = new AsyncLocalStorage();
/** @type {WeakMap<object, { code: string, message: string, retryAfter?: number }>} */
const troubles = new WeakMap();
channel("concord:trouble").subscribe((trouble) => {
  const answer = answers.getStore();
  if (answer) troubles.set(answer, /** @type {{ code: string, message: string }} */ (trouble));
});

const pathOf = (/** @type {Request} */ { url = "" }) => url.split(/[?#]/u)[0] ?? "";
const handle = app.getRequestHandler();
const asBrotli = createBrotli(root);
const answerNext = (/** @type {Request} */ request, /** @type {Answer} */ answer) => {
  asBrotli(request, answer);
  // Next.js only compresses a response if its content type was set before the handler runs.
  if (isCompressedAt(pathOf(request))) answer.setHeader("Content-Type", "application/json");
  return handle(request, answer);
};
const server = createHttpServer((request, answer) => answers.run(answer, () => answerNext(request, answer)), {
  databaseErrorOf: (answer) => troubles.get(answer),
  ...{ methodsAt, bytesAt, maxBytes },
  headersAt: protocolHeadersAt,
  publicUrl,
  onAnswered(request, answer, seconds) {
    const { method, headers } = request;
    const path = pathOf(request);
    const route = kindAt(path);
    const status = answer.writableFinished ? answer.statusCode : GONE;
    const requestId = answer.getHeader("x-request-id");
    channels.answered.publish({ route, method, path, status, seconds, headers, requestId });
  },
});
server.listen(Number(port), host);

endOnce({
  onDraining() {
    // The app sets `seconds` according to its settings.
    const draining = { seconds: 0 };
    channels.draining.publish(draining);
    server.endConnections();
    return draining.seconds;
  },
  async close() {
    // The app sets `isReady` to a promise that resolves when its work is finished.
    const closing = { isReady: Promise.resolve() };
    channels.closing.publish(closing);
    await Promise.all([closing.isReady, server.finish()]);
    await app.close();
  },
});
