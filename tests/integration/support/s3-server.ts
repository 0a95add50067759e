import { mkdtemp, readdir, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "@20minutes/s3rver";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";

/** How the next requests fail. Returns true if it has answered the request itself. */
type Fault = (request: http.IncomingMessage, response: http.ServerResponse) => boolean;

const BUCKET = "concord-files";

/** A local S3 server, behind a proxy that can make requests fail. */
export interface S3Server {
  /** The settings of an instance that uses it. */
  env(): Record<string, string>;
  /** The keys of all stored objects. */
  keys(): Promise<string[]>;
  fail(fault: Fault | null): void;
  /** Answers with an error, as often as given. */
  answer(status: number, times?: number): void;
  /** Breaks off the responses to GET requests after some bytes, as often as given. */
  truncate(bytes: number, times: number): void;
  /** "GET", "PUT", … in the order of the requests. */
  methods: string[];
}

/** Starts a server for a suite, and sets its settings for each test. */
export function useS3Server(): S3Server {
  let folder = "";
  let target = 0;
  let port = 0;
  let fault: Fault | null = null;
  let cut: { bytes: number; times: number } | null = null;
  const methods: string[] = [];

  const proxy = http.createServer((request, response) => {
    methods.push(request.method ?? "");
    if (fault?.(request, response)) return;
    const { method, url: where, headers } = request;
    // Idle connections would keep the server from closing.
    const onward = http.request(
      { agent: false, host: "127.0.0.1", port: target, method, path: where, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        if (method !== "GET" || !cut || cut.times === 0) return void answer.pipe(response);
        cut.times -= 1;
        const { bytes } = cut;
        let sent = 0;
        answer.on("data", (part: Buffer) => {
          response.write(part.subarray(0, Math.max(0, bytes - sent)));
          sent += part.length;
          if (sent >= bytes) setTimeout(() => response.destroy(), 20);
        });
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  let server: S3rver | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-s3-"));
    const options = { address: "127.0.0.1", port: 0, silent: true, directory: folder };
    server = new S3rver({ ...options, configureBuckets: [{ name: BUCKET, configs: [] }] });
    target = (await server.run()).port;
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    port = (proxy.address() as AddressInfo).port;
  });
  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    // A response that a test broke off would otherwise keep it open.
    server?.httpServer.closeAllConnections();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => ({
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_BUCKET: BUCKET,
    S3_ACCESS_KEY_ID: "S3RVER",
    S3_SECRET_ACCESS_KEY: "S3RVER",
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value);
    methods.length = 0;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    fault = null;
    cut = null;
    await rm(path.join(folder, BUCKET, "sources"), { recursive: true, force: true });
  });

  return {
    ...{ env, methods },
    async keys() {
      const files = await readdir(path.join(folder, BUCKET), { recursive: true });
      return files.flatMap((name) => /^(sources\/[\w-]+)\._S3rver_object$/u.exec(name)?.[1] ?? []);
    },
    fail: (next) => {
      fault = next;
    },
    answer: (status, times = Number.POSITIVE_INFINITY) => {
      let left = times;
      fault = (request, response) => {
        if (left <= 0) return false;
        left -= 1;
        request.resume();
        response.writeHead(status).end("<Error><Code>SlowDown</Code></Error>");
        return true;
      };
    },
    truncate: (bytes, times) => {
      cut = { bytes, times };
    },
  };
}
