import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Interval between readiness checks of an instance, in milliseconds. */
const CHECK_INTERVAL = 100;

/** Timeout of a readiness check. */
const CHECK_PATIENCE = 5_000;

/** How long a request waits for a ready instance before it is rejected, in milliseconds. */
const PATIENCE = 20_000;

/** Idempotent methods (RFC 9110, 9.2.2) that are retried on another instance if the first one has died. */
const SAFE = ["GET", "HEAD"];

interface Upstream {
  url: string;
  isReady: boolean;
  agent: Agent;
  /** Requests in progress on this instance. */
  open: Map<ServerResponse, { path: string; isSafe: boolean }>;
}

/**
 * A round-robin proxy for several instances. It uses `/api/health` to check which instances are ready, and sends each
 * request to the next one that is, regardless of the client.
 */
export class Balancer {
  readonly url: string;
  readonly #server: Server;
  readonly #upstreams: Upstream[];
  #isOver = false;
  #next = 0;

  private constructor(server: Server, urls: readonly string[]) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#upstreams = urls.map((url) => ({
      ...{ url, isReady: false, open: new Map() },
      agent: new Agent({ keepAlive: true }),
    }));
    server.on("request", (incoming, answer) => void this.#forward(incoming, answer));
    for (const upstream of this.#upstreams) void this.#check(upstream);
  }

  /** @param urls the URLs of the instances, which may start later */
  static async start(urls: readonly string[]): Promise<Balancer> {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    return new Balancer(server, urls);
  }

  /** The instance that is currently answering requests to a path, or -1 if there is none. */
  answering(path: string): number {
    return this.#upstreams.findIndex(({ open }) => [...open.values()].some((each) => each.path === path));
  }

  /** Whether an instance is answering a request that may change data. */
  isWriting(index: number): boolean {
    return [...(this.#upstreams[index]?.open.values() ?? [])].some(({ isSafe }) => !isSafe);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#server.closeAllConnections();
    for (const { agent } of this.#upstreams) agent.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Waits until all instances are ready. */
  async allReady(): Promise<void> {
    while (!this.#upstreams.every(({ isReady }) => isReady)) await sleep(CHECK_INTERVAL);
  }

  async #check(upstream: Upstream): Promise<void> {
    while (!this.#isOver) {
      const asked = fetch(`${upstream.url}/api/health`, { signal: AbortSignal.timeout(CHECK_PATIENCE) });
      const response = await asked.catch(() => null);
      await response?.arrayBuffer().catch(() => null);
      upstream.isReady = response?.ok ?? false;
      await sleep(CHECK_INTERVAL);
    }
  }

  async #forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await readAll(incoming).catch(() => null);
    if (body === null) return;
    for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
      const upstream = this.#choose();
      if (!upstream) {
        await sleep(CHECK_INTERVAL);
        continue;
      }
      if ((await this.#send(upstream, incoming, body, answer)) === "answered" || answer.destroyed) return;
      upstream.isReady = false;
    }
    refuse(answer);
  }

  #choose(): Upstream | undefined {
    const ready = this.#upstreams.filter(({ isReady }) => isReady);
    this.#next++;
    return ready[this.#next % ready.length];
  }

  /** @returns "unsent" if the request can be sent to another instance */
  #send(
    { url, agent, open }: Upstream,
    incoming: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
  ): Promise<"answered" | "unsent"> {
    const { method = "GET", url: path = "/", headers } = incoming;
    return new Promise((resolve) => {
      const outgoing = request(new URL(path, url), { method, headers, agent, setHost: false });
      open.set(answer, { path: path.split("?")[0] ?? path, isSafe: SAFE.includes(method) });
      answer.once("close", () => {
        open.delete(answer);
        outgoing.destroy();
      });
      outgoing.on("response", (response) => {
        const { "transfer-encoding": _, connection: __, ...passed } = response.headers;
        answer.writeHead(response.statusCode ?? 502, passed);
        // Sends the headers immediately, because a stream may not have any data yet.
        answer.flushHeaders();
        response.pipe(answer);
        response.once("error", () => answer.destroy());
        response.once("aborted", () => answer.destroy());
        resolve("answered");
      });
      outgoing.on("error", (error: NodeJS.ErrnoException) => {
        if (answer.headersSent || answer.destroyed) return resolve("answered");
        open.delete(answer);
        if (error.code === "ECONNREFUSED" || SAFE.includes(method)) return resolve("unsent");
        refuse(answer);
        resolve("answered");
      });
      outgoing.end(body);
    });
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function refuse(answer: ServerResponse): void {
  answer.writeHead(502, { "Content-Type": "application/json" }).end('{"error":{"code":"bad-gateway"}}');
}
