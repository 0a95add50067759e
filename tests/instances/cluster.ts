import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../lib/cli/ports.mjs";
import { serve } from "../../lib/cli/server.mjs";
import { Balancer } from "./balancer";

/** Several instances of Concord with one PostgreSQL database, behind a proxy. */
export interface Cluster {
  url: string;
  balancer: Balancer;
  /** Kills an instance immediately, as a machine failure would. */
  kill(index: number): Promise<void>;
  /** Stops an instance gracefully, as during an update. */
  end(index: number): Promise<void>;
  /** Restarts the instance at the same address. */
  startAgain(index: number): Promise<void>;
  stop(): Promise<void>;
}

/** The instances start concurrently on an empty database. */
export async function startCluster(size: number, databaseUrl: string, env: NodeJS.Dict<string> = {}): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "concord-cluster-"));
  const addresses: { host: string; port: number }[] = [];
  for (let i = 0; i < size; i++) addresses.push({ host: "127.0.0.1", port: await freePort() });
  const balancer = await Balancer.start(addresses.map(({ host, port }) => `http://${host}:${port}`));
  // Instances share only the database and store nothing elsewhere, so this folder must never be created.
  const dataDir = join(folder, "never-made");
  const start = (index: number) =>
    serve(addresses[index]!, {
      ...{ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, PUBLIC_URL: balancer.url, NEXTAUTH_SECRET: "" },
      ...{ TRUST_PROXY: "0", RATE_LIMIT_FACTOR: "100", DRAIN_SECONDS: "1" },
      ...env,
    });
  const servers = await Promise.all(addresses.map((_, index) => start(index)));
  await balancer.allReady();

  return {
    url: balancer.url,
    balancer,
    async kill(index) {
      process.kill(servers[index]!.pid, "SIGKILL");
      await servers[index]!.ended;
    },
    end: (index) => servers[index]!.stop(),
    async startAgain(index) {
      servers[index] = await start(index);
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await balancer.stop();
      const isMade = existsSync(dataDir);
      await rm(folder, { recursive: true, force: true });
      if (isMade) throw new Error("An instance stores something outside the database.");
    },
  };
}
