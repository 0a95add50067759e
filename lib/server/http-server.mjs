// @ts-check
/**
 * The HTTP server in front of Next.js, which has no timeout for request bodies and sends its own responses to unknown
 * methods and paths. Requests that are too slow, too large or malformed, or that use an unknown method, are rejected
 * here, in our common error format.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { discardAll, discardRest } from "./discard.mjs";
import { createLoad } from "./load.mjs";
import { NO_CONTENT } from "./no-content.mjs";
import { isNavigation, refusalPage } from "./refusal-page.mjs";
import { BODY_BYTES, DISCARD, MAX_ARRIVING, MAX_IN_FLIGHT, TIME_LIMITS, timeFor } from "./request-limits.mjs";

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Answer
 * @typedef {{ status: number, code: string, message: string, allow?: readonly string[], retryAfter?: number }} Refusal
 */

/** @type {Refusal} */
const MALFORMED = { status: 400, code: "bad-request", message: "The request is not valid HTTP." };

/** @type {Refusal} */
const TOO_SLOW = {
  status: 408,
  code: "too-slow",
  message: "The request took too long to arrive. Try again over a faster connection.",
};

/**
 * Responses to Node.js's parse errors.
 * @type {Record<string, Refusal>}
 */
const UNREADABLE = {
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
  HPE_HEADER_OVERFLOW: { status: 431, code: "too-large", message: "The request headers are too large." },
};

/** @type {Refusal} */
const OVERLOADED = {
  status: 503,
  code: "overloaded",
  message: "Concord is overloaded right now, so nothing was done. Try again in a few seconds.",
  retryAfter: 5,
};

/** How long to wait for requests in transit during shutdown, in milliseconds. This must be longer than a round trip. */
const SILENT_MS = 1_000;

/**
 * Paths exempt from the load limit, because probes and metrics must always be answered, and a stream is long-lived but
 * almost idle.
 */
const UNCOUNTED = /^\/api\/(?:health(?:\/live)?|metrics|events)$/u;

/** The paths of shared links. */
const SHARED = /^\/p\//u;

/**
 * Creates the server; it doesn't listen yet.
 * @param {(request: Request, answer: Answer) => Promise<void>} next handles requests that aren't rejected
 * @param {object} options
 * @param {(path: string) => readonly string[]} options.methodsAt the methods that a path supports; empty if the path
 *   doesn't exist
 * @param {(path: string) => number | undefined} [options.bytesAt] the body limit of a path, in bytes
 * @param {number} [options.maxBytes] the largest body limit of all paths
 * @param {(path: string, requestId: string) => Record<string, string>} [options.headersAt] headers that every response
 *   at a path must have
 * @param {() => URL | null} [options.publicUrl] the public URL, or null if it isn't set; requests for another host are
 *   rejected
 * @param {typeof TIME_LIMITS} [options.limits]
 * @param {typeof DISCARD} [options.discard]
 * @param {number} [options.maxInFlight] concurrent requests; more are rejected, because they would only make everyone
 *   wait longer
 * @param {number} [options.maxArriving] concurrent requests whose bodies are still arriving
 * @param {(answer: Answer) => Omit<Refusal, "status"> | undefined} [options.databaseErrorOf] why a page can't be
 *   rendered, as a message for the user; undefined if there is no such reason
 * @param {(error: unknown) => void} [options.onError] receives errors thrown by `next`
 * @param {(request: Request, answer: Answer, seconds: number) => void} [options.onAnswered] called after every response
 *   ends
 */
export function createHttpServer(
  next,
  {
    methodsAt,
    bytesAt = () => undefined,
    maxBytes = BODY_BYTES,
    headersAt = () => ({}),
    publicUrl = () => null,
    limits = TIME_LIMITS,
    discard = DISCARD,
    maxInFlight = MAX_IN_FLIGHT,
    maxArriving = MAX_ARRIVING,
    databaseErrorOf = () => undefined,
    onError = console.error,
    onAnswered,
  },
) {
  /** @type {WeakMap<import("node:stream").Duplex, Answer>} */
  const latest = new WeakMap();
  /** @type {WeakSet<import("node:stream").Duplex>} sockets that take no more requests */
  const given = new WeakSet();
  /** @type {WeakSet<Answer>} complete responses whose request body hasn't fully arrived */
  const ended = new WeakSet();
  /** @type {Set<Answer>} responses in progress */
  const open = new Set();
  /** @type {Set<import("node:net").Socket>} open connections */
  const sockets = new Set();
  /** @type {WeakMap<Answer, () => void>} cleanup for when the rest of a request body is no longer needed */
  const leaving = new WeakMap();
  const load = createLoad({ maxInFlight, maxArriving });
  let isEnding = false;

  /**
   * Rejects a request and closes the connection once the rest of the request has arrived.
   * @param {Answer} answer
   * @param {Refusal} refusal
   */
  const refuse = (answer, refusal) => {
    const { headers, body } = content(refusal, {
      headersFor: (requestId) => headersAt(pathOf(answer.req), requestId),
      asPage: refusal.status >= 500 && isNavigation(answer.req),
    });
    answer.writeHead(refusal.status, headers).end(body);
  };

  /**
   * Rejects a request whose body a handler is already reading.
   * @param {Answer} answer
   * @param {Refusal} refusal
   */
  const breakOff = (answer, refusal) => {
    const { req: request } = answer;
    // A response that has already started can't be replaced, so close the connection.
    if (answer.headersSent || ended.has(answer)) return void request.socket.destroy();
    // Make the handler's read fail. Otherwise, the handler would act on the request if the rest arrives while it is
    // being discarded. ECONNRESET looks like a client disconnect, which isn't logged.
    const error = Object.assign(new Error(refusal.message), { code: "ECONNRESET" });
    if (request.listenerCount("error") > 0) request.emit("error", error);
    refuse(answer, refusal);
  };

  /**
   * Counts a request towards the load once its body has arrived.
   * @param {Request} request
   * @param {Answer} answer
   */
  const takeUp = (request, answer) => {
    // Handlers ignore the body of GET and HEAD.
    if (!hasBody(request) || request.method === "GET" || request.method === "HEAD") return load.work(answer);
    const leave = load.arrive(request.socket.remoteAddress ?? "", () => breakOff(answer, OVERLOADED));
    leaving.set(answer, leave);
    answer.once("close", leave);
    // Registered before the handler's own listener, so that the request can still be rejected before the handler acts.
    request.once("end", () => {
      leave();
      if (ended.has(answer)) return;
      if (load.isFull() && !answer.headersSent) breakOff(answer, OVERLOADED);
      else load.work(answer);
    });
  };

  const server = createServer(
    {
      headersTimeout: limits.head,
      // Node.js has a single limit for all requests; `endIfSlow` enforces the individual limits.
      requestTimeout: timeFor(maxBytes, limits),
      keepAliveTimeout: limits.idle,
      connectionsCheckingInterval: limits.check,
    },
    (request, answer) => {
      if (given.has(request.socket)) return request.resume();
      latest.set(request.socket, answer);
      endAfterRequest(request, answer, {
        limits: discard,
        onEnd() {
          ended.add(answer);
          leaving.get(answer)?.();
        },
      });
      if (isEnding) answer.shouldKeepAlive = false;
      open.add(answer);
      const start = performance.now();
      answer.once("close", () => {
        open.delete(answer);
        onAnswered?.(request, answer, (performance.now() - start) / 1_000);
      });
      const refusal = whyRefuse(request, { methodsAt, bytesAt }) ?? whyMisdirected(request, publicUrl());
      if (refusal) return refuse(answer, refusal);
      const options = optionsAt(request, methodsAt);
      if (options) {
        answer.writeHead(204, { ...OF_NO_PAGE, Allow: options.join(", ") }).end();
        return;
      }
      if (!UNCOUNTED.test(pathOf(request))) {
        if (load.isFull()) return refuse(answer, OVERLOADED);
        takeUp(request, answer);
      }
      const elsewhere = withoutSlash(request.url ?? "");
      if (elsewhere !== null) {
        answer.writeHead(308, { Location: elsewhere, "Content-Length": 0 }).end();
        return;
      }
      endIfSlow(request, { limits, breakOff: () => breakOff(answer, TOO_SLOW) });
      if (SHARED.test(request.url ?? "")) sayGone(answer);
      if (isNavigation(request)) sayTrouble(answer, { databaseErrorOf, refuse });
      next(request, answer).catch((error) => {
        // The client has disconnected, or the request was rejected in the meantime.
        if (answer.destroyed || answer.writableEnded || ended.has(answer)) return;
        onError(error);
        if (answer.headersSent) answer.destroy();
        else
          refuse(answer, { status: 500, code: "internal", message: "Something went wrong on the server. Try again." });
      });
    },
  );

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  server.on("checkExpectation", (_, answer) => {
    refuse(answer, {
      status: 417,
      code: "bad-request",
      message: "The request has an Expect header that Concord doesn’t support.",
    });
  });

  server.on("clientError", (error, socket) => {
    const answer = latest.get(socket);
    if (given.has(socket)) return;
    const isAnswering = answer !== undefined && !answer.writableFinished && answer.headersSent;
    const code = "code" in error ? String(error.code) : "";
    if (!socket.writable || isAnswering || code === "ECONNRESET") return socket.destroy();
    given.add(socket);
    socket.end(asBytes(UNREADABLE[code] ?? MALFORMED));
    void discardAll(socket, discard).then(() => socket.destroy());
  });
  return Object.assign(server, {
    /**
     * From now on, close each connection after its current response, so that load balancers with persistent
     * connections switch to another instance.
     */
    endConnections() {
      isEnding = true;
      for (const answer of open) answer.shouldKeepAlive = false;
    },
    /**
     * Accepts no more connections and waits until all open requests are answered. Browsers open connections in advance.
     * Node.js treats a connection without a complete request as busy, but no longer applies its timeouts, so it would
     * wait forever.
     */
    async finish() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Requests may still be in transit.
      await Promise.race([closed, sleep(SILENT_MS)]);
      const answering = new Set([...open].map(({ req }) => req.socket));
      for (const socket of sockets) if (!answering.has(socket)) socket.destroy();
      await closed;
    },
  });
}

/**
 * Delays the end of a response until its request body has arrived, whichever code responds and however much of the
 * body it reads.
 * @param {Request} request
 * @param {Answer} answer
 * @param {{ limits: typeof DISCARD, onEnd: () => void }} means `onEnd` is called when the response is complete
 */
function endAfterRequest(request, answer, { limits, onEnd }) {
  if (!hasBody(request)) return;
  const { end } = answer;
  answer.end = (/** @type {unknown[]} */ ...rest) => {
    onEnd();
    // Ignore any later attempt to respond.
    answer.write = () => true;
    answer.end = () => answer;
    void discardRest(request, limits).then(() => Reflect.apply(end, answer, rest));
    return answer;
  };
}

/** @param {Request} request */
function hasBody({ headers }) {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The only path that ends with a slash (Web Annotation Protocol, section 4). */
const CONTAINER = "/api/annotations/";

/**
 * The redirect target for a path with a trailing slash; null for a path without one. The target is always on this host.
 * Leading slashes and backslashes are reduced to a single slash, because two of them would make it another host's URL.
 * @param {string} url
 */
function withoutSlash(url) {
  const { path = "", rest = "" } = /^(?<path>[^?#]*)(?<rest>.*)$/su.exec(url)?.groups ?? {};
  if (!/.\/$/u.test(path) || path === CONTAINER) return null;
  return `/${path.replace(/^[\\/]+|\/+$/gu, "")}${rest}`;
}

/**
 * Rejects a request whose body hasn't arrived in time.
 * @param {Request} request
 * @param {{ limits: typeof TIME_LIMITS, breakOff: () => void }} means
 */
function endIfSlow(request, { limits, breakOff }) {
  const bytes = Number(request.headers["content-length"] ?? 0);
  if (bytes === 0) return;
  const timer = setTimeout(
    () => {
      // The body may have arrived completely without having been read.
      if (!request.complete) breakOff();
    },
    timeFor(bytes, limits),
  );
  for (const end of ["end", "close"]) request.once(end, () => clearTimeout(timer));
}

/**
 * Responds with 410 Gone (RFC 9110, 15.5.11) for a shared link that shows nothing, whether it was revoked, has expired
 * or never existed. A replaced link, or one to a deleted collection, leaves no trace, so it can't be distinguished from
 * a link that never existed. Someone who opens it should get the same response as for a revoked link, and tokens can't
 * be guessed anyway. A Next.js page can only respond with 404.
 * @param {Answer} answer
 */
function sayGone(answer) {
  const { writeHead } = answer;
  answer.writeHead = (/** @type {number} */ status, /** @type {unknown[]} */ ...rest) =>
    Reflect.apply(writeHead, answer, [status === 404 ? 410 : status, ...rest]);
}

/**
 * Replaces the response for a page that failed because of the database with our own error page. Next.js's error
 * response shows nothing until its scripts have run.
 * @param {Answer} answer
 * @param {{ databaseErrorOf: (answer: Answer) => Omit<Refusal, "status"> | undefined, refuse: (answer: Answer, refusal:
 *   Refusal) => void }} means
 */
function sayTrouble(answer, { databaseErrorOf, refuse }) {
  const { flushHeaders, writeHead, write, end } = answer;
  /** @type {Omit<Refusal, "status"> | undefined} */
  let trouble;
  const hasTrouble = () => {
    if (!answer.headersSent && answer.statusCode >= 500) trouble ??= databaseErrorOf(answer);
    return trouble !== undefined;
  };
  answer.flushHeaders = () => {
    if (!hasTrouble()) flushHeaders.call(answer);
  };
  // The compression middleware writes the head before the first chunk of the body.
  answer.writeHead = (/** @type {number} */ status, /** @type {unknown[]} */ ...rest) => {
    answer.statusCode = status;
    return hasTrouble() ? answer : Reflect.apply(writeHead, answer, [status, ...rest]);
  };
  answer.write = (/** @type {unknown[]} */ ...rest) => hasTrouble() || Reflect.apply(write, answer, rest);
  answer.end = (/** @type {unknown[]} */ ...rest) => {
    if (!hasTrouble() || !trouble) return Reflect.apply(end, answer, rest);
    Object.assign(answer, { flushHeaders, writeHead, write, end });
    for (const name of answer.getHeaderNames()) answer.removeHeader(name);
    refuse(answer, { ...trouble, status: 503 });
    return answer;
  };
}

/**
 * @param {Request} request
 * @param {{ methodsAt: (path: string) => readonly string[], bytesAt: (path: string) => number | undefined }} policy
 * @returns {Refusal | null}
 */
function whyRefuse(request, { methodsAt, bytesAt }) {
  const { method = "", url = "", headers } = request;
  // A request with an absolute URL is meant for a proxy, and this server isn't one.
  const path = pathOf(request);
  if (path === "*" && method === "OPTIONS") return null;
  if (!path.startsWith("/") || !isEncoded(path) || url.includes("%00")) {
    return { status: 400, code: "bad-request", message: "The address is not valid. Check it for typos." };
  }
  const own = methodsAt(path);
  if (own.length === 0)
    return { status: 404, code: "not-found", message: "There is nothing at this address. Check it for typos." };
  if (!own.includes(method) && method !== "OPTIONS") {
    const allow = withOptions(own);
    return { status: 405, code: "wrong-method", message: `This address doesn’t support the method ${method}.`, allow };
  }
  if (headers["transfer-encoding"] !== undefined) {
    return { status: 411, code: "no-length", message: "The request must have a Content-Length header." };
  }
  const bytes = bytesAt(path) ?? BODY_BYTES;
  if (Number(headers["content-length"] ?? 0) > bytes) {
    const message = `The request is larger than ${Math.floor(bytes / 1024)} KB.`;
    return { status: 413, code: "too-large", message };
  }
  return null;
}

/**
 * The methods to list in the response to OPTIONS (RFC 9110, 9.3.7) if no handler responds to it. Next.js would respond
 * with the page, or without security headers. Null for other requests.
 * @param {Request} request
 * @param {(path: string) => readonly string[]} methodsAt
 * @returns {readonly string[] | null}
 */
function optionsAt(request, methodsAt) {
  if (request.method !== "OPTIONS") return null;
  const path = pathOf(request);
  const allow = path === "*" ? ["GET", "HEAD"] : methodsAt(path);
  return allow.includes("OPTIONS") ? null : withOptions(allow);
}

/** @param {readonly string[]} methods */
function withOptions(methods) {
  return [...new Set([...methods, "OPTIONS"])];
}

/**
 * Headers for all responses that this server creates itself. Such a response is never cached, and can't execute or load
 * anything.
 */
const OF_NO_PAGE = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": NO_CONTENT,
};

/** Paths for monitoring, which may use any internal host name. */
const FOR_OPERATORS = /^\/api\/(?:health(?:\/live)?|metrics)$/u;

/**
 * Rejects requests for another host (RFC 9110, 15.5.20). A malicious site may point its host name at us (DNS
 * rebinding), and the browser would treat us as that site. IP addresses and names without a dot are allowed, because a
 * proxy may use such a host, but a malicious site can't have one.
 * @param {Request} request
 * @param {URL | null} publicUrl
 * @returns {Refusal | null}
 */
function whyMisdirected(request, publicUrl) {
  if (publicUrl === null || FOR_OPERATORS.test(pathOf(request))) return null;
  const name = hostnameIn(request.headers.host ?? "");
  if (name === publicUrl.hostname || !name.includes(".") || isIP(name) !== 0) return null;
  return { status: 421, code: "wrong-host", message: `Concord is at ${publicUrl.origin}. Open that address instead.` };
}

/**
 * The host name in a `Host` header, without the port; empty for an IPv6 address.
 * @param {string} host
 */
function hostnameIn(host) {
  return (/^(?<name>[^:[\]]*?)\.?(?::\d*)?$/u.exec(host)?.groups?.name ?? "").toLowerCase();
}

/** @param {Request} request */
function pathOf({ url = "" }) {
  return url.split(/[?#]/u)[0] ?? "";
}

/** @param {string} path */
function isEncoded(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The raw response, for use when Node.js hasn't created a response object.
 *
 * @param {Refusal} refusal
 */
function asBytes(refusal) {
  const { headers, body } = content(refusal);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refusal.status} Refused\r\n${lines.join("")}\r\n${body}`;
}

/**
 * @param {Refusal} refusal
 * @param {object} [options]
 * @param {(requestId: string) => Record<string, string>} [options.headersFor] additional headers
 * @param {boolean} [options.asPage] whether to respond with an HTML page instead of JSON
 */
function content({ code, message, allow, retryAfter }, { headersFor = () => ({}), asPage = false } = {}) {
  const requestId = randomUUID();
  const page = asPage ? refusalPage(message, requestId) : null;
  const body = page?.body ?? `${JSON.stringify({ error: { code, message, requestId } })}\n`;
  const headers = {
    "Content-Type": page ? "text/html; charset=utf-8" : "application/json",
    "Content-Length": Buffer.byteLength(body),
    ...OF_NO_PAGE,
    ...(page && { "Content-Security-Policy": page.policy }),
    "X-Request-Id": requestId,
    Connection: "close",
    ...headersFor(requestId),
    ...(allow && { Allow: allow.join(", ") }),
    ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
  };
  return { headers, body };
}
