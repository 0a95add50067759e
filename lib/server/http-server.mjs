// @ts-check
/**
 * The HTTP server before Next, which waits for a body however long that takes, and has answers of its own for what it does not know. So
 * what is too slow, too large, malformed or of no known method is refused here, in the form that all our errors have.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { discardAll, discardRest } from "./discard.mjs";
import { createLoad } from "./load.mjs";
import { isNavigation, refusalPage } from "./refusal-page.mjs";
import { BODY_BYTES, DISCARD, MAX_ARRIVING, MAX_IN_FLIGHT, TIME_LIMITS, timeFor } from "./request-limits.mjs";

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Answer
 * @typedef {{ status: number, code: string, message: string, allow?: readonly string[], retryAfter?: number }} Refusal
 */

/** @type {Refusal} */
const MALFORMED = { status: 400, code: "bad-request", message: "The request is not written as HTTP asks for." };

/** @type {Refusal} */
const TOO_SLOW = {
  status: 408,
  code: "too-slow",
  message: "The request took too long to arrive. Try again over a faster connection.",
};

/**
 * What Node.js says of a request that it cannot read.
 * @type {Record<string, Refusal>}
 */
const UNREADABLE = {
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
  HPE_HEADER_OVERFLOW: { status: 431, code: "too-large", message: "The head of the request is too large." },
};

/** @type {Refusal} */
const OVERLOADED = {
  status: 503,
  code: "overloaded",
  message: "Concord has too much to do at the moment, so nothing was done. Try again in a few seconds.",
  retryAfter: 5,
};

/** How long the server waits for requests that are on their way when it ends, in milliseconds: longer than a round trip. */
const SILENT_MS = 1_000;

/** Those that are always answered, and a stream, which lasts and does next to nothing. */
const UNCOUNTED = /^\/api\/(?:health(?:\/live)?|metrics|events)$/u;

/** Where links to passages lead. */
const SHARED = /^\/p\//u;

/**
 * Makes the server; it does not listen yet.
 * @param {(request: Request, answer: Answer) => Promise<void>} next answers what is not refused
 * @param {object} options
 * @param {(path: string) => readonly string[]} options.methodsAt those that an address has; none where there is nothing
 * @param {(path: string) => number | undefined} [options.bytesAt] how large a request's body may be at an address
 * @param {number} [options.maxBytes] the most of them
 * @param {(path: string, requestId: string) => Record<string, string>} [options.headersAt] what every answer at an address must say
 * @param {() => URL | null} [options.publicUrl] where people reach us: what was meant for another host is refused; null where nobody has said it
 * @param {typeof TIME_LIMITS} [options.limits]
 * @param {typeof DISCARD} [options.discard]
 * @param {number} [options.maxInFlight] requests that may be answered at once; more are refused, since they would only make all wait longer
 * @param {number} [options.maxArriving] requests whose body may be coming at once
 * @param {(answer: Answer) => Omit<Refusal, "status"> | undefined} [options.databaseErrorOf] why a page that is being made cannot be, in the terms of a
 *   person; undefined where nothing is amiss
 * @param {(error: unknown) => void} [options.onError] hears of what `next` throws
 * @param {(request: Request, answer: Answer, seconds: number) => void} [options.onAnswered] hears of every answer, when it has ended
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
  /** @type {WeakSet<import("node:stream").Duplex>} those on which no more requests are taken */
  const given = new WeakSet();
  /** @type {WeakSet<Answer>} those that are complete, though the rest of their request has not come */
  const ended = new WeakSet();
  /** @type {Set<Answer>} those that have not ended */
  const open = new Set();
  /** @type {Set<import("node:net").Socket>} connections that are open */
  const sockets = new Set();
  /** @type {WeakMap<Answer, () => void>} what is to be done when nobody waits for the rest of a request any more */
  const leaving = new WeakMap();
  const load = createLoad({ maxInFlight, maxArriving });
  let isEnding = false;

  /**
   * Refuses, and lets the connection end when the rest of the request has come.
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
   * Refuses a request that somebody is reading.
   * @param {Answer} answer
   * @param {Refusal} refusal
   */
  const breakOff = (answer, refusal) => {
    const { req: request } = answer;
    // An answer that was given has let go of its connection.
    if (answer.headersSent || ended.has(answer)) return void request.socket.destroy();
    // Or else it would be done after all, if the rest comes while that is discarded. To whoever reads it, the sender has gone, which is
    // nothing to log.
    const error = Object.assign(new Error(refusal.message), { code: "ECONNRESET" });
    if (request.listenerCount("error") > 0) request.emit("error", error);
    refuse(answer, refusal);
  };

  /**
   * Lets a request count when there is something to do for it.
   * @param {Request} request
   * @param {Answer} answer
   */
  const takeUp = (request, answer) => {
    // Nobody reads the body of a request that asks for something.
    if (!hasBody(request) || request.method === "GET" || request.method === "HEAD") return load.work(answer);
    const leave = load.arrive(request.socket.remoteAddress ?? "", () => breakOff(answer, OVERLOADED));
    leaving.set(answer, leave);
    answer.once("close", leave);
    // Before whoever reads it hears that it is whole, and does it.
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
      // Node.js has one limit for all requests; `endIfSlow` keeps that of each.
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
        // Who has gone, or was refused meanwhile, is nobody to answer.
        if (answer.destroyed || answer.writableEnded || ended.has(answer)) return;
        onError(error);
        if (answer.headersSent) answer.destroy();
        else refuse(answer, { status: 500, code: "internal", message: "Something went wrong on our side." });
      });
    },
  );

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  server.on("checkExpectation", (_, answer) => {
    refuse(answer, { status: 417, code: "bad-request", message: "The request expects what Concord does not do." });
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
    /** From now on the last thing on a connection is the answer that is due, so that whoever keeps connections asks elsewhere. */
    endConnections() {
      isEnding = true;
      for (const answer of open) answer.shouldKeepAlive = false;
    },
    /**
     * Takes no more connections, and waits until what has come is answered. Browsers open connections before they need them, and Node.js
     * counts one on which no request is complete as busy but watches its time no more: it would wait for ever.
     */
    async finish() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A request may be on its way.
      await Promise.race([closed, sleep(SILENT_MS)]);
      const answering = new Set([...open].map(({ req }) => req.socket));
      for (const socket of sockets) if (!answering.has(socket)) socket.destroy();
      await closed;
    },
  });
}

/**
 * Lets an answer end when its request has, whoever answers and however much of the request they read.
 * @param {Request} request
 * @param {Answer} answer
 * @param {{ limits: typeof DISCARD, onEnd: () => void }} means `onEnd` is called when there is nothing to add to the answer
 */
function endAfterRequest(request, answer, { limits, onEnd }) {
  if (!hasBody(request)) return;
  const { end } = answer;
  answer.end = (/** @type {unknown[]} */ ...rest) => {
    onEnd();
    // Whoever else is still answering has come too late.
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

/** The one address that ends with a slash (Web Annotation Protocol, section 4). */
const CONTAINER = "/api/annotations/";

/**
 * Where an address with a slash too much at its end leads; null for one that is as it should be. What it leads to is always here: two
 * slashes at the beginning, or a backslash, would be another server's name.
 * @param {string} url
 */
function withoutSlash(url) {
  const { path = "", rest = "" } = /^(?<path>[^?#]*)(?<rest>.*)$/su.exec(url)?.groups ?? {};
  if (!/.\/$/u.test(path) || path === CONTAINER) return null;
  return `/${path.replace(/^[\\/]+|\/+$/gu, "")}${rest}`;
}

/**
 * Refuses a request whose body has not come when its time is over.
 * @param {Request} request
 * @param {{ limits: typeof TIME_LIMITS, breakOff: () => void }} means
 */
function endIfSlow(request, { limits, breakOff }) {
  const bytes = Number(request.headers["content-length"] ?? 0);
  if (bytes === 0) return;
  const timer = setTimeout(
    () => {
      // It may have come whole, though nobody has read it.
      if (!request.complete) breakOff();
    },
    timeFor(bytes, limits),
  );
  for (const end of ["end", "close"]) request.once(end, () => clearTimeout(timer));
}

/**
 * Lets a link that shows nothing be gone (RFC 9110, 15.5.11), whether it was ended, its time is over, or we know of none. Of one that was
 * replaced by another, or whose collection was deleted, nothing is left by which we could tell that there was one: who has such a link is
 * to hear the same as of any that ended, and nobody guesses one. A page of Next can say "not found" and no more.
 * @param {Answer} answer
 */
function sayGone(answer) {
  const { writeHead } = answer;
  answer.writeHead = (/** @type {number} */ status, /** @type {unknown[]} */ ...rest) =>
    Reflect.apply(writeHead, answer, [status === 404 ? 410 : status, ...rest]);
}

/**
 * Lets a page that cannot be made, since the database cannot do its work, say so. What Next sends then shows nothing before its scripts
 * have run.
 * @param {Answer} answer
 * @param {{ databaseErrorOf: (answer: Answer) => Omit<Refusal, "status"> | undefined, refuse: (answer: Answer, refusal: Refusal) => void }} means
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
  // What compresses answers has the head written before the first part of the body.
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
  // An address of another server before the path is for proxies, and we are none.
  const path = pathOf(request);
  if (path === "*" && method === "OPTIONS") return null;
  if (!path.startsWith("/") || !isEncoded(path) || url.includes("%00")) {
    return { status: 400, code: "bad-request", message: "The address is not written as addresses are." };
  }
  const own = methodsAt(path);
  if (own.length === 0) return { status: 404, code: "not-found", message: "There is nothing at this address." };
  if (!own.includes(method) && method !== "OPTIONS") {
    const allow = withOptions(own);
    return { status: 405, code: "wrong-method", message: `This address cannot be asked for by ${method}.`, allow };
  }
  if (headers["transfer-encoding"] !== undefined) {
    return { status: 411, code: "no-length", message: "The request must say how long it is (Content-Length)." };
  }
  const bytes = bytesAt(path) ?? BODY_BYTES;
  if (Number(headers["content-length"] ?? 0) > bytes) {
    const message = `The request is larger than ${Math.floor(bytes / 1024)} KB.`;
    return { status: 413, code: "too-large", message };
  }
  return null;
}

/**
 * What to answer to OPTIONS (RFC 9110, 9.3.7) where no handler does: Next would answer with the page, or without the headers that protect.
 * Null for all else.
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

/** Headers of all answers of our own: nobody keeps them, and nothing in them is run or loaded. */
const OF_NO_PAGE = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
};

/** What whoever watches over the server asks for, under whatever name it has in their network. */
const FOR_OPERATORS = /^\/api\/(?:health(?:\/live)?|metrics)$/u;

/**
 * Refuses what was meant for another host (RFC 9110, 15.5.20). A page of another site may have had its name lead to us (DNS rebinding): to a
 * browser we would be that site. An address, or a name without a dot, is no site's: a proxy may say it.
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
 * The name in a `Host` header, without its port; empty where it is an IPv6 address.
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
 * The whole answer, where Node.js has made none for us to fill in.
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
 * @param {(requestId: string) => Record<string, string>} [options.headersFor] more headers
 * @param {boolean} [options.asPage] for a person rather than a program
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
