/**
 * `npm run -s bench:large -- [--reports 10,100,1000] [--json]`: the cost of searching a large library and opening its
 * reports with the PostgreSQL engine. Adds generated reports of the same size to the sample report. For each library
 * size, measures indexing, the app's memory use, and response times.
 */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import type { Figures, Task } from "./child";

const MEGABYTE = 2 ** 20;

const run = promisify(execFile);

async function step(env: NodeJS.ProcessEnv, task: Task): Promise<Figures> {
  const child = ["--conditions=react-server", "--import", "tsx", "tests/bench/large/child.ts", JSON.stringify(task)];
  const { stdout } = await run(process.execPath, child, { env, maxBuffer: MEGABYTE });
  return JSON.parse(stdout);
}

/** The measurements for one number of reports. */
interface Row {
  reports: number;
  figures: Figures;
  /** Milliseconds per indexed report. */
  perReport: number;
}

async function measure(numbers: readonly number[]): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "concord-large-"));
  const postgres = await startPostgres();
  const env = {
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    SEARCH_ENGINE: "postgresql",
    LOG_LEVEL: "silent",
  };
  try {
    await migrateDatabase(env, { quiet: true });
    const rows: Row[] = [];
    let before = 0;
    for (const reports of numbers) {
      // One of the reports is the sample report.
      await step(env, { step: "store", from: Math.max(0, before - 1), to: reports - 1 });
      const { ms } = await step(env, { step: "index" });
      rows.push({ reports, perReport: ms / (reports - before), figures: await step(env, { step: "ask" }) });
      before = reports;
    }
    return rows;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds, with one decimal for small values. */
function rounded(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}

function table(rows: readonly Row[]): string {
  const line = (name: string, of: (row: Row) => string) =>
    [name.padEnd(48), ...rows.map((row) => of(row).padStart(14))].join("");
  const megabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`;
  const queries = rows[0]?.figures.asked ?? [];
  return [
    line("reports", ({ reports }) => String(reports)),
    line("passages", ({ figures }) => String(figures.passages)),
    ...queries.map(({ name }, index) =>
      line(`${name}, p50/p95 ms`, ({ figures }) => {
        const { p50, p95 } = figures.asked[index]!;
        return `${rounded(p50)}/${rounded(p95)}`;
      }),
    ),
    line("memory of the app", ({ figures }) => megabytes(figures.memory)),
    line("start, ms", ({ figures }) => String(Math.round(figures.ms))),
    line("indexing per report, ms", ({ perReport }) => String(Math.round(perReport))),
    line("index size", ({ figures }) => megabytes(figures.database.index)),
    line("database size", ({ figures }) => megabytes(figures.database.all)),
  ].join("\n");
}

await command(async () => {
  const { reports, json } = parseArgs({
    options: { reports: { type: "string", default: "10,100,1000" }, json: { type: "boolean", default: false } },
  }).values;
  const rows = await measure(reports.split(",").map(Number));
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : `${table(rows)}\n`);
  return 0;
});
