import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/lib/cli/ports.mjs";
import { serve } from "@/lib/cli/server.mjs";
import type { Provider } from "@/lib/db/settings";
import { startPostgres } from "@/tests/support/test-postgres.mjs";

export const REPORT = "russian-soft-power-in-kazakhstan";

export const OWNER = { name: "Olga", email: "olga@example.org", password: "a password of the faults" };

/** A Concord instance for fault injection. */
export class App {
  readonly databaseUrl: string;
  /** The owner's browser cookie. */
  cookie = "";
  readonly #env: NodeJS.Dict<string>;
  readonly #address: { host: string; port: number };
  #server: Awaited<ReturnType<typeof serve>> | undefined;

  private constructor(folder: string, databaseUrl: string, port: number) {
    this.databaseUrl = databaseUrl;
    this.#address = { host: "127.0.0.1", port };
    this.#env = {
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: "",
      RATE_LIMIT_FACTOR: "1000",
      LOG_LEVEL: "silent",
    };
  }

  static async start(folder: string, databaseUrl: string): Promise<App> {
    const app = new App(folder, databaseUrl, await freePort());
    await app.startAgain();
    const response = await app.ask("/api/setup", OWNER);
    app.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
    return app;
  }

  async startAgain(): Promise<void> {
    this.#server = await serve(this.#address, this.#env);
  }

  /** Kills the instance immediately, like `kill -9`. */
  async kill(): Promise<void> {
    if (!this.#server) return;
    process.kill(this.#server.pid, "SIGKILL");
    await this.#server.ended;
  }

  get origin(): string {
    return `http://${this.#address.host}:${this.#address.port}`;
  }

  /** Process id of the server. */
  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  stop(): Promise<void> {
    return this.#server?.stop() ?? Promise.resolve();
  }

  /** Sends a request as the owner's browser. @param body if given, the request is a POST, otherwise a GET */
  ask(path: string, body?: object): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      headers: { origin: this.origin, cookie: this.cookie, ...(body && { "content-type": "application/json" }) },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
  }

  /** Opens a page as the owner's browser. */
  open(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      headers: { cookie: this.cookie, accept: "text/html" },
      redirect: "manual",
    });
  }

  /** Opens a page as a user without an account. */
  visit(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`);
  }
}

/** Runs `work` with a temporary folder and an empty database of the given kind. */
export function withPlace(
  provider: Provider,
  work: (folder: string, databaseUrl: string) => Promise<void>,
): Promise<void> {
  if (provider === "postgresql") return withPostgres((folder, postgres) => work(folder, postgres.url));
  return withFolder((folder) => work(folder, `file:${join(folder, "concord.db")}`));
}

/** Runs `work` with a temporary folder and a PostgreSQL server that can be made to crash. */
export function withPostgres(
  work: (folder: string, postgres: Awaited<ReturnType<typeof startPostgres>>) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const postgres = await startPostgres({ isDurable: true });
    try {
      await work(folder, postgres);
    } finally {
      await postgres.stop();
    }
  });
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "concord-faults-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
