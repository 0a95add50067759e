import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "../../../lib/cli/ports.mjs";
import { serve } from "../../../lib/cli/server.mjs";

/** A server of a test's own, with nobody in it. It is of the build that the other journeys use. */
export async function startInstance(env: NodeJS.Dict<string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "concord-instance-"));
  const own = { DATA_DIR: folder, DATABASE_URL: "", HOST: "127.0.0.1", PUBLIC_URL: "", ...env };
  const address = { host: "127.0.0.1", port: await freePort() };
  let server = await serve(address, own);
  return {
    url: server.url,
    folder,
    /** Ends the server, as when it is updated; what it has stored stays. */
    end: () => server.stop(),
    /** Starts it again, at the same address. */
    async startAgain(): Promise<void> {
      server = await serve(address, own);
    },
    /** @param pages those that are still open: what they are fetching would be refused, and that is no trouble of the app's */
    async stop(...pages: Page[]): Promise<void> {
      for (const page of pages) await page.goto("about:blank");
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
