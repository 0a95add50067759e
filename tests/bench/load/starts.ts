import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "@/lib/cli/log.mjs";
import { root } from "@/lib/cli/root.mjs";
import type { Provider } from "@/lib/db/settings";
import { GeneratedReports } from "../large/reports";
import { residentMegabytes } from "../memory";
import type { AppCopy } from "./app-copy";
import { rounded } from "./closed-loop";
import { withTeam } from "./team";

/** Numbers of reports at startup. */
const REPORTS = [1, 10, 100, 1_000];

/** Startup with this number of reports: times in seconds, memory in megabytes. */
export interface Start {
  reports: number;
  /** Seconds until the first search is answered if all reports are new and have to be parsed and stored. */
  first: number;
  /** Seconds until the first search is answered after a restart, when all reports have already been stored. */
  again: number;
  /** Memory in use after the restart, once the report's page has been opened. */
  megabytes: number;
}

/** Starts an instance several times, each time with more reports. */
export async function measureStarts(app: AppCopy, provider: Provider, log: Log): Promise<Start[]> {
  const starts: Start[] = [];
  try {
    for (const reports of REPORTS) {
      generateReports(app.content, reports);
      starts.push(await log.step(`Starting with ${reports} reports`, () => measureStart(app, provider, reports)));
    }
  } finally {
    bringReports(app);
  }
  return starts;
}

/** Copies the reports that come with Concord into an app. */
export function bringReports({ content }: AppCopy): void {
  rmSync(content, { recursive: true, force: true });
  cpSync(join(root, "content"), content, { recursive: true });
}

function generateReports(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const reports = new GeneratedReports();
  for (let number = 1; number <= count; number++) {
    const { slug, markdown } = reports.next();
    writeFileSync(join(folder, `${slug}.md`), markdown);
  }
}

function measureStart(app: AppCopy, provider: Provider, reports: number): Promise<Start> {
  return withTeam(app, provider, 1, async ({ cookies: [cookie = ""], start }) => {
    const timed = async () => {
      const begun = performance.now();
      const server = await start();
      await read(`${server.url}/api/search?q=power&limit=20`, cookie);
      return { server, seconds: (performance.now() - begun) / 1_000 };
    };
    const first = await timed();
    await first.server.stop();
    const again = await timed();
    await read(`${again.server.url}/r/generated-1`, cookie);
    const megabytes = residentMegabytes(again.server.pid);
    await again.server.stop();
    return { reports, first: rounded(first.seconds), again: rounded(again.seconds), megabytes: rounded(megabytes) };
  });
}

async function read(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { cookie } });
  if (!response.ok) throw new Error(`${address} responded with ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
