import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/lib/cli/ports.mjs";
import { serve } from "@/lib/cli/server.mjs";
import type { Provider } from "@/lib/db/settings";
import { startPostgres } from "@/tests/support/test-postgres.mjs";

export const REPORT = "russian-soft-power-in-kazakhstan";

export const OWNER = { name: "Olga", email: "olga@example.org", password: "a password of the faults" };

/** A Concord that is to be ill-treated. */
export class App {
  readonly databaseUrl: string;
  /** What the owner's browser sends. */
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

  /** Ends it at once, as `kill -9` does. */
  async kill(): Promise<void> {
    if (!this.#server) return;
    process.kill(this.#server.pid, "SIGKILL");
    await this.#server.ended;
  }

  get origin(): string {
    return `http://${this.#address.host}:${this.#address.port}`;
  }

  /** The process of the server. */
  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  stop(): Promise<void> {
    return this.#server?.stop() ?? Promise.resolve();
  }

  /** Asks as the owner's browser does. @param body is sent by POST; nothing is asked for by GET */
  ask(path: string, body?: object): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      headers: { origin: this.origin, cookie: this.cookie, ...(body && { "content-type": "application/json" }) },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
  }

  /** Opens a page as the owner's browser does. */
  open(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      headers: { cookie: this.cookie, accept: "text/html" },
      redirect: "manual",
    });
  }

  /** Opens a page as somebody without an account. */
  visit(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`);
  }
}

/** Does `work` with a folder, and an empty database of a kind, of its own. */
export function withPlace(
  provider: Provider,
  work: (folder: string, databaseUrl: string) => Promise<void>,
): Promise<void> {
  if (provider === "postgresql") return withPostgres((folder, postgres) => work(folder, postgres.url));
  return withFolder((folder) => work(folder, `file:${join(folder, "concord.db")}`));
}

/** Does `work` with a folder and a PostgreSQL of its own, which may crash. */
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
