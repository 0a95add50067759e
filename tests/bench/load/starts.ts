import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@/lib/cli/root.mjs";
import type { Provider } from "@/lib/db/settings";
import { residentMegabytes } from "../memory";
import { generateLibrary } from "../search/generator";
import type { AppCopy } from "./app-copy";
import { rounded } from "./closed-loop";
import { withTeam } from "./team";

/** Numbers of reports that an instance is started with. */
const REPORTS = [1, 10, 100, 1_000];

/** Passages of a report: about as many as that which comes with Concord has. */
const PASSAGES = 300;

/** What a start takes with so many reports: times in seconds, the process's memory in megabytes. */
export interface Start {
  reports: number;
  /** Until the first search was answered, where all reports are new: each is read and stored. */
  first: number;
  /** The same where they are stored already: what a restart takes. */
  again: number;
  /** After that, and once the report's page was opened. */
  megabytes: number;
}

/** Starts an instance with more and more reports. */
export async function measureStarts(app: AppCopy, provider: Provider): Promise<Start[]> {
  const starts: Start[] = [];
  try {
    for (const reports of REPORTS) {
      generateReports(app.content, reports);
      starts.push(await measureStart(app, provider, reports));
    }
  } finally {
    bringReports(app);
  }
  return starts;
}

/** Puts the reports that come with Concord into an app. */
export function bringReports({ content }: AppCopy): void {
  rmSync(content, { recursive: true, force: true });
  cpSync(join(root, "content"), content, { recursive: true });
}

function generateReports(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number <= count; number++) {
    const { documents } = generateLibrary(PASSAGES, number);
    const head = `---\ntitle: "Report ${number}"\nauthors:\n  - Bench\nlanguage: en\n---\n\n## Findings`;
    writeFileSync(
      join(folder, `report-${number}.md`),
      `${[head, ...documents.map(({ text }) => text)].join("\n\n")}\n`,
    );
  }
}

function measureStart(app: AppCopy, provider: Provider, reports: number): Promise<Start> {
  return withTeam(app, provider, 1, async ({ cookies: [cookie = ""], start }) => {
    const timed = async () => {
      const begun = performance.now();
      const server = await start();
      await read(`${server.url}/api/search?q=findings&limit=20`, cookie);
      return { server, seconds: (performance.now() - begun) / 1_000 };
    };
    const first = await timed();
    await first.server.stop();
    const again = await timed();
    await read(`${again.server.url}/r/report-1`, cookie);
    const megabytes = residentMegabytes(again.server.pid);
    await again.server.stop();
    return { reports, first: rounded(first.seconds), again: rounded(again.seconds), megabytes: rounded(megabytes) };
  });
}

async function read(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: { cookie } });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
