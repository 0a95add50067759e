import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { protocolHeadersAt } from "@/lib/api/protocol-headers.mjs";
import { createHttpServer } from "@/lib/server/http-server.mjs";

const compression: (options: object) => (request: IncomingMessage, answer: ServerResponse, next: () => void) => void =
  createRequire(import.meta.url)("next/dist/compiled/compression");

/** A few hundred times shorter than the app's limits. */
const LIMITS = { head: 200, request: 300, idle: 300, check: 20 };
const DISCARD = { bytes: 500_000, milliseconds: 100 };

let server: ReturnType<typeof createHttpServer> | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Starts a server for an app that says "hello" or fails. */
async function start(
  app: (answer: ServerResponse) => void = () => undefined,
  publicUrl: URL | null = null,
): Promise<{ port: number; asked: string[]; answered: string[]; errors: unknown[] }> {
  const asked: string[] = [];
  const answered: string[] = [];
  const errors: unknown[] = [];
  server = createHttpServer(
    async (request, answer) => {
      asked.push(`${request.method} ${request.url}`);
      // Next.js reads the body before any of our code runs.
      for await (const _ of request);
      app(answer);
      answer.end("hello");
    },
    {
      methodsAt: (path) => (path.endsWith("/nothing") ? [] : ["GET", "POST"]),
      bytesAt: (path) => (path === "/api/imports" ? 500_000 : undefined),
      maxBytes: 500_000,
      headersAt: protocolHeadersAt,
      publicUrl: () => publicUrl,
      limits: LIMITS,
      discard: DISCARD,
      onError: (error) => errors.push(error),
      onAnswered: ({ url }, { statusCode }, seconds) => answered.push(`${url} ${statusCode} ${seconds < 1}`),
    },
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { port: (server.address() as AddressInfo).port, asked, answered, errors };
}

/** Sends raw bytes part by part, and reads until the server closes the connection. */
async function send(port: number, parts: Iterable<string>, pause = 0): Promise<{ said: string; status: number }> {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.setEncoding("utf8").on("data", (data) => {
    said += data;
  });
  // A server that closes the connection doesn't read the remaining data. (`once` would treat the resulting error as the
  // end.)
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (const part of parts) {
    if (socket.destroyed || socket.readableEnded) break;
    socket.write(part);
    if (pause > 0) await sleep(pause);
  }
  await closed;
  return { said, status: Number(/^HTTP\/1\.1 (\d+)/u.exec(said)?.[1]) };
}

const head = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, "Host: a", ...headers].join("\r\n")}\r\n\r\n`;

function errorIn(said: string) {
  return JSON.parse(said.slice(said.indexOf("\r\n\r\n") + 4)).error;
}

it("passes on well-formed requests", async () => {
  const { port, asked } = await start();
  const { status, said } = await send(port, [head("POST /a", "Content-Length: 2", "Connection: close"), "{}"]);
  expect([status, said.endsWith("hello\r\n0\r\n\r\n") || said.endsWith("hello")]).toEqual([200, true]);
  expect(asked).toEqual(["POST /a"]);
});

it.each([
  ["/p/token", 410],
  ["/p/token/picture", 410],
  ["/r/report", 404],
])("responds to %s, which does not exist, with %i", async (address, status) => {
  const { port } = await start((answer) => {
    answer.statusCode = 404;
  });
  expect((await send(port, [head(`GET ${address}`, "Connection: close")])).status).toBe(status);
});

it.each<[string, number, string, string]>([
  ["an unknown URL", 404, "not-found", head("GET /nothing")],
  ["a method that the route does not support", 405, "wrong-method", head("DELETE /a")],
  ["an unknown method", 405, "wrong-method", head("TRACE /a")],
  ["invalid percent-encoding", 400, "bad-request", head("GET /%zz")],
  ["a split character", 400, "bad-request", head("GET /%E0%A4%A")],
  ["a character that never occurs in text", 400, "bad-request", head("GET /a?q=%00")],
  ["the URL of another server", 400, "bad-request", head("GET http://evil.example/")],
  ["a body without a length", 411, "no-length", head("POST /a", "Transfer-Encoding: chunked")],
  ["a body that is declared too large", 413, "too-large", head("POST /a", "Content-Length: 300000")],
  ["an unknown Expect header", 417, "bad-request", head("GET /a", "Expect: wonders")],
  ["not HTTP", 400, "bad-request", "hello\r\n\r\n"],
  ["two lengths", 400, "bad-request", head("POST /a", "Content-Length: 1", "Content-Length: 2")],
  ["headers that are too large", 431, "too-large", head("GET /a", `X: ${"a".repeat(20_000)}`)],
])("rejects %s with %i, in our error format, and closes the connection", async (_, expected, code, bytes) => {
  const { port, asked } = await start();
  const { status, said } = await send(port, [bytes]);
  expect([status, errorIn(said).code]).toEqual([expected, code]);
  expect(errorIn(said).message).toMatch(/^\p{Lu}.+\.$/u);
  expect(said).toContain(`X-Request-Id: ${errorIn(said).requestId}`);
  expect(said).toMatch(/^Cache-Control: private, no-store\r$/mu);
  expect(said.includes("Allow: GET, POST")).toBe(expected === 405);
  expect(asked).toEqual([]);
});

it.each([
  ["a method that the container does not support", 405, head("PATCH /api/annotations/"), "ldp#BasicContainer"],
  [
    "an unsupported method on the URL without its slash",
    405,
    head("PATCH /api/annotations?page=0"),
    "ldp#BasicContainer",
  ],
  ["a body that is too large", 413, head("POST /api/annotations/", "Content-Length: 300000"), "ldp#constrainedBy"],
  ["a method that annotations do not support", 405, head("PATCH /api/annotations/a"), "ldp#Resource"],
  ["an invalid URL", 400, head("GET /api/annotations/%zz"), "ldp#Resource"],
  ["an unknown URL", 404, head("GET /api/annotations/a/nothing"), "ldp#Resource"],
])(
  "rejects %s of the annotation protocol with the required headers (sections 3 and 4.1)",
  async (_, expected, bytes, link) => {
    const { port, asked } = await start();
    const { status, said } = await send(port, [bytes]);
    expect([status, asked]).toEqual([expected, []]);
    expect(/^Link: (.*)\r$/mu.exec(said)?.[1]).toContain(link);
    expect(said).toContain(`ETag: "${errorIn(said).requestId}"`);
    expect(said.match(/^Allow: /gmu)).toHaveLength(1);
    expect(said).toContain("Access-Control-Allow-Origin: *");
  },
);

it("rejects a slow body with 408 and closes the connection, even if bytes keep arriving", async () => {
  const { port, errors } = await start();
  const trickle = [head("POST /a", "Content-Length: 1000"), ..."a".repeat(100)];
  const { status, said } = await send(port, trickle, 20);
  expect([status, errorIn(said).code]).toEqual([408, "too-slow"]);
  expect(errors).toEqual([]);
});

it("closes the connection of a slow body once the response has been sent", async () => {
  const answerAtOnce = async (_request: unknown, answer: ServerResponse) => void answer.end("hello");
  const app = createHttpServer(answerAtOnce, {
    methodsAt: () => ["POST"],
    limits: LIMITS,
    discard: DISCARD,
    onError: () => undefined,
    onAnswered: () => undefined,
  });
  server = app;
  await once(app.listen(0, "127.0.0.1"), "listening");
  const { port } = app.address() as AddressInfo;
  let sent = 0;
  function* trickle() {
    yield head("POST /a", "Content-Length: 1000");
    for (; sent < 400; sent++) yield "a";
  }
  expect((await send(port, trickle(), 20)).status).toBe(200);
  expect(sent).toBeLessThan(400);
});

it("responds to a rejected body only after receiving it, so that the connection is not reset", async () => {
  const { port } = await start();
  const socket = connect(port, "127.0.0.1");
  const events: string[] = [];
  socket.on("error", () => events.push("reset"));
  socket.on("data", (data) => events.push(String(data).slice(9, 12)));
  socket.write(head("POST /a", "Content-Length: 400000"));
  socket.write("a".repeat(200_000));
  await new Promise<void>((resolve) => socket.write("a".repeat(199_999), () => resolve()));
  // If the response were sent without waiting for the body, it would have arrived by now.
  expect((await send(port, [head("GET /a", "Connection: close")])).status).toBe(200);
  events.push("all but one byte");
  socket.write("a");
  await once(socket, "close");
  expect(events).toEqual(["all but one byte", "413"]);
});

it("reads no more of a rejected body than its limit", async () => {
  const { port } = await start();
  let sent = 0;
  function* endless() {
    yield head("POST /a", "Content-Length: 100000000");
    for (; sent < 1_000; sent++) yield "a".repeat(100_000);
  }
  expect((await send(port, endless(), 1)).status).toBe(413);
  expect(sent).toBeLessThan(1_000);
});

it("does not process a request that was too slow, even if the rest of it arrives", async () => {
  const done: string[] = [];
  const { port, errors } = await start(() => done.push("work"));
  const parts = [head("POST /a", "Content-Length: 10"), "12345", "", "67890"];
  expect((await send(port, parts, 120)).status).toBe(408);
  expect([done, errors]).toEqual([[], []]);
});

it("gives a large upload enough time for a slow connection", async () => {
  const { port } = await start();
  const [bytes, pause] = [300_000, LIMITS.request + 100];
  const first = head("POST /api/imports", `Content-Length: ${bytes}`, "Connection: close");
  const half = "a".repeat(bytes / 2);
  expect((await send(port, [first, half, half], pause)).status).toBe(200);
});

it("rejects slow headers too", async () => {
  const { port, asked } = await start();
  const { status } = await send(port, ["GET /a HTTP/1.1\r\nHost: a\r\nX: ", ..."a".repeat(100)], 20);
  expect([status, asked]).toEqual([408, []]);
});

it("leaves no request pending after a broken one", async () => {
  const { port, errors } = await start();
  const socket = connect(port, "127.0.0.1");
  socket.write(`${head("POST /a", "Content-Length: 1000")}{`);
  await sleep(50);
  socket.destroy();
  const { status } = await send(port, [head("GET /a", "Connection: close")]);
  expect([status, errors]).toEqual([200, []]);
});

it("reports an internal error in our format, without details", async () => {
  const { port, errors } = await start(() => {
    throw new Error("the secret cause");
  });
  const { status, said } = await send(port, [head("GET /a")]);
  expect([status, errorIn(said).code, said.includes("secret")]).toEqual([500, "internal", false]);
  expect(errors).toHaveLength(1);
});

it("reports every completed response, including its own rejections", async () => {
  const { port, answered } = await start();
  await send(port, [head("GET /a", "Connection: close")]);
  await send(port, [head("GET /nothing")]);
  expect(answered).toEqual(["/a 200 true", "/nothing 404 true"]);
});

it("keeps connections alive until shutdown, when each response closes its connection", async () => {
  const { port } = await start();
  const kept = await send(port, [head("GET /a"), head("GET /a", "Connection: close")], 50);
  expect(kept.said.match(/HTTP\/1\.1 200/gu)).toHaveLength(2);
  server?.endConnections();
  const { said } = await send(port, [head("GET /a"), head("GET /a")], 50);
  expect(said.match(/HTTP\/1\.1 200/gu)).toHaveLength(1);
  expect(said).toMatch(/^Connection: close\r$/mu);
});

it.each([
  ["nothing was requested", ""],
  ["a request has begun", "GET /a HTTP/1.1\r\nHost: "],
])("at shutdown, does not wait for connections on which %s", async (_, said) => {
  const { port } = await start();
  const socket = connect(port, "127.0.0.1");
  const closed = once(socket, "close");
  await once(socket, "connect");
  socket.write(said);
  expect((await send(port, [head("GET /a", "Connection: close")])).status).toBe(200);
  await server?.finish();
  await closed;
});

it("closes the connections of requests in progress at shutdown", async () => {
  const { port } = await start(() => server?.endConnections());
  const { said } = await send(port, [head("GET /a"), head("GET /a")], 50);
  expect(said.match(/HTTP\/1\.1 200/gu)).toHaveLength(1);
});

it.each([
  ["/notes/?q=a/", "/notes?q=a/"],
  ["/r/rivers//", "/r/rivers"],
  ["//evil.example/", "/evil.example"],
  ["/\\evil.example/", "/evil.example"],
])("redirects from %s to %s, and never to another server", async (from, to) => {
  const { port, asked } = await start();
  const { said, status } = await send(port, [head(`GET ${from}`, "Connection: close")]);
  expect([status, /^location: (.*)$/imu.exec(said)?.[1], asked]).toEqual([308, to, []]);
});

it.each(["/", "/?q=a", "/api/annotations/", "/api/annotations/?page=0"])("leaves %s unchanged", async (address) => {
  const { port, asked } = await start();
  await send(port, [head(`GET ${address}`, "Connection: close")]);
  expect(asked).toEqual([`GET ${address}`]);
});

it.each<[host: string, path: string, status: number]>([
  ["notes.example.org", "/a", 200],
  ["NOTES.example.org.:443", "/a", 200],
  ["notes.example.org:8080", "/a", 200],
  // Host names that proxies and health checks use.
  ["127.0.0.1:3000", "/a", 200],
  ["[::1]:3000", "/a", 200],
  ["10.0.0.7", "/a", 200],
  ["localhost:3000", "/a", 200],
  ["concord:3000", "/a", 200],
  ["concord.internal.example", "/api/health", 200],
  ["concord.internal.example", "/api/health/live", 200],
  ["concord.internal.example", "/api/metrics", 200],
  ["evil.example", "/a", 421],
  ["evil.example:443", "/a?b", 421],
  ["evil.example.", "/a", 421],
  ["notes.example.org.evil.example", "/a", 421],
  ["evil.example", "/api/health/live/x", 421],
])("compares the Host header with the public address: %s%s, %i", async (host, path, expected) => {
  const { port, asked } = await start(undefined, new URL("https://notes.example.org"));
  const { status, said } = await send(port, [`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`]);
  expect(status).toBe(expected);
  if (expected === 200) return;
  expect(asked).toEqual([]);
  const { code, message } = errorIn(said);
  expect([code, message]).toEqual([
    "wrong-host",
    "Concord is at https://notes.example.org. Open that address instead.",
  ]);
});

it("accepts any host if no public address is set", async () => {
  const { port } = await start();
  expect((await send(port, ["GET /a HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"])).status).toBe(200);
});

it.each([
  ["*", "GET, HEAD, OPTIONS"],
  ["/a", "GET, POST, OPTIONS"],
])("responds to OPTIONS %s itself if no handler does", async (path, allow) => {
  const { port, asked } = await start();
  const { status, said } = await send(port, [head(`OPTIONS ${path}`, "Connection: close")]);
  expect([status, /^Allow: (.*)$/mu.exec(said)?.[1]?.trim(), asked]).toEqual([204, allow, []]);
  expect(said).toMatch(/^X-Content-Type-Options: nosniff\r?$/mu);
});

it("responds to OPTIONS for unknown paths with 404", async () => {
  const { port } = await start();
  expect((await send(port, [head("OPTIONS /nothing")])).status).toBe(404);
});

const OVERLOADED = [503, "overloaded", "5"];

it("immediately rejects requests beyond its capacity, except for health checks", async () => {
  const held: ServerResponse[] = [];
  const hold = async (_: unknown, answer: ServerResponse) => void held.push(answer);
  server = createHttpServer(hold, { methodsAt: () => ["GET"], maxInFlight: 2 });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, accept = "*/*") => fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } });
  const answersOf = async (asked: Promise<Response>[]) => {
    await expect.poll(() => held.length).toBe(asked.length);
    for (const answer of held.splice(0)) answer.end("hello");
    return (await Promise.all(asked)).map(({ status }) => status);
  };

  const first = [ask("/a"), ask("/b")];
  await expect.poll(() => held.length).toBe(2);
  const refused = await ask("/c");
  const { error } = (await refused.json()) as { error: { code: string } };
  expect([refused.status, error.code, refused.headers.get("retry-after")]).toEqual(OVERLOADED);
  const page = await ask("/c", "text/html");
  expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  expect(await page.text()).toContain("<p>Concord is overloaded right now");

  const always = ["/api/health/live", "/api/health", "/api/metrics", "/api/events"].map((path) => ask(path));
  expect(await answersOf([...first, ...always])).toEqual(Array(6).fill(200));
  expect(await answersOf([ask("/c")])).toEqual([200]);
});

/** Starts a server with little capacity, for an app that reads its input and responds on demand. */
async function startSmall(
  limits: { maxInFlight: number; maxArriving?: number },
  app?: (answer: ServerResponse) => void,
) {
  const held: ServerResponse[] = [];
  const asked: string[] = [];
  const done: string[] = [];
  const broken: unknown[] = [];
  const next = async (request: IncomingMessage, answer: ServerResponse) => {
    asked.push(request.url ?? "");
    request.once("error", (error) => broken.push("code" in error && error.code));
    if (request.method === "POST") for await (const _ of request);
    done.push(request.url ?? "");
    if (app) return app(answer);
    held.push(answer);
  };
  const errors: unknown[] = [];
  server = createHttpServer(next, {
    methodsAt: () => ["GET", "POST"],
    onError: (error) => errors.push(error),
    ...limits,
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { port: (server.address() as AddressInfo).port, asked, held, done, broken, errors };
}

/** Opens a connection, sends some bytes, and collects the data received. */
async function begin(port: number, bytes: string, localAddress = "127.0.0.1") {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  const connection = { socket, said: "" };
  socket.setEncoding("utf8").on("error", () => undefined);
  socket.on("data", (data) => {
    connection.said += data;
  });
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  return connection;
}

const statusOf = ({ said }: { said: string }) => Number(/^HTTP\/1\.1 (\d+)/u.exec(said)?.[1] ?? 0);

it.each([
  ["nothing", ""],
  ["a part", "{"],
])("does not block other requests if %s of a body arrives", async (_, start) => {
  const { port, held } = await startSmall({ maxInFlight: 2 });
  for (let index = 0; index < 5; index++) await begin(port, `${head("POST /a", "Content-Length: 2")}${start}`);
  const whole = await begin(port, `${head("POST /whole", "Content-Length: 2", "Connection: close")}{}`);
  const page = await begin(port, head("GET /page", "Connection: close"));
  await expect.poll(() => held.length).toBe(2);
  for (const answer of held) answer.end("hello");
  await expect.poll(() => [statusOf(whole), statusOf(page)]).toEqual([200, 200]);
});

it("does not block other requests while waiting for a rejected body", async () => {
  const refused: ServerResponse[] = [];
  const refuse = async (request: IncomingMessage, answer: ServerResponse) => {
    if (request.method === "POST") refused.push(answer.writeHead(401));
    answer.end("hello");
  };
  server = createHttpServer(refuse, { methodsAt: () => ["GET", "POST"], maxInFlight: 2, maxArriving: 2 });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  for (let index = 0; index < 5; index++) await begin(port, head("POST /api/imports", "Content-Length: 2"));
  await expect.poll(() => refused.length).toBe(5);
  expect((await send(port, [head("GET /a", "Connection: close")])).status).toBe(200);
});

it("does not block other requests while responses are not being read", async () => {
  // More data than the buffers of a connection can hold.
  const part = "a".repeat(1_000_000);
  const { port, done } = await startSmall({ maxInFlight: 2 }, (answer) => {
    const parts = Readable.from(Array(answer.req.url === "/long" ? 30 : 1).fill(part));
    parts.pipe(answer);
  });
  for (let index = 0; index < 3; index++) {
    const { socket } = await begin(port, head("GET /long"));
    socket.pause();
    await expect.poll(() => done.length).toBe(index + 1);
  }
  expect((await send(port, [head("GET /short", "Connection: close")])).status).toBe(200);
});

it("counts a request once its body has arrived, and rejects it if there is no capacity left by then", async () => {
  const { port, held, done, broken, errors } = await startSmall({ maxInFlight: 1 });
  const late = await begin(port, `${head("POST /late", "Content-Length: 2")}{`);
  const first = await begin(port, `${head("POST /first", "Content-Length: 2", "Connection: close")}{}`);
  await expect.poll(() => held.length).toBe(1);
  expect((await send(port, [head("GET /a")])).status).toBe(503);
  late.socket.write("}");
  await expect.poll(() => statusOf(late)).toBe(503);
  expect(errorIn(late.said).code).toBe("overloaded");
  held[0]?.end("hello");
  await expect.poll(() => statusOf(first)).toBe(200);
  const last = await begin(port, head("GET /last", "Connection: close"));
  await expect.poll(() => held.length).toBe(2);
  held[1]?.end("hello");
  await expect.poll(() => statusOf(last)).toBe(200);
  // To the app, this is an aborted request, which it doesn't log.
  expect([done, broken, errors]).toEqual([["/first", "/last"], ["ECONNRESET"], []]);
});

it("if too many bodies are arriving, rejects the oldest requests of the client with the most requests", async () => {
  const { port, asked, held } = await startSmall({ maxInFlight: 9, maxArriving: 3 });
  const slow = head("POST /a", "Content-Length: 2", "Connection: close");
  const other = await begin(port, `${slow}{`, "127.0.0.2");
  const many: Awaited<ReturnType<typeof begin>>[] = [];
  for (let index = 0; index < 6; index++) many.push(await begin(port, `${slow}{`));
  await expect.poll(() => asked.length).toBe(7);
  // A rejected request gets its response once the rest of the request has arrived.
  for (const { socket } of [other, ...many]) socket.write("}");
  await expect.poll(() => held.length).toBe(3);
  for (const answer of held) answer.end("hello");
  await expect.poll(() => [other, ...many].map(statusOf)).toEqual([200, 503, 503, 503, 503, 200, 200]);
});

it.each([
  ["a page", "/notes", { accept: "text/html" }, "text/html; charset=utf-8", 503],
  ["a page requested by a script", "/notes", { accept: "text/html", rsc: "1" }, null, 500],
  ["an API request", "/api/notes", { accept: "text/html" }, null, 500],
] as const)("explains why %s cannot be rendered", async (_, path, headers, type, status) => {
  const fail = async (_request: unknown, answer: ServerResponse) => {
    answer.statusCode = 500;
    answer.flushHeaders();
    answer.write("<script>");
    answer.end();
  };
  server = createHttpServer(fail, {
    methodsAt: () => ["GET"],
    databaseErrorOf: () => ({ code: "database-away", message: "The database <cannot> be reached.", retryAfter: 5 }),
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, type]);
  const text = await answer.text();
  expect(text.includes("The database &#60;cannot&#62; be reached.")).toBe(status === 503);
});

it.each(["identity", "gzip"])(
  "explains why a page that Next.js compresses with %s cannot be rendered",
  async (encoding) => {
    const compress = compression({ threshold: 0 });
    const fail = async (request: IncomingMessage, answer: ServerResponse) =>
      compress(request, answer, () => {
        answer.statusCode = 500;
        answer.setHeader("Content-Type", "text/html");
        answer.flushHeaders();
        answer.write("<script>");
        answer.end();
      });
    server = createHttpServer(fail, {
      methodsAt: () => ["GET"],
      databaseErrorOf: () => ({ code: "database-away", message: "The database cannot be reached.", retryAfter: 5 }),
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/notes`, {
      headers: { accept: "text/html", "accept-encoding": encoding },
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await answer.text()).toContain("<p>The database cannot be reached.</p>");
  },
);

it("leaves a page that fails for another reason unchanged", async () => {
  const { port } = await start((answer) => {
    answer.statusCode = 500;
  });
  const { status, said } = await send(port, [head("GET /a", "Accept: text/html", "Connection: close")]);
  expect([status, said.includes("hello")]).toEqual([500, true]);
});
