/**
 * `npm run test:pdfs`: imports large hostile PDFs, each in a process of its own, and reports the time and memory that
 * each takes. Fails if one takes more than 30 seconds or 1 GB, or is neither read nor rejected with a clear error. Smaller
 * files are part of the unit tests.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { UserError } from "@/lib/errors";
import { importPdf } from "@/lib/report-import/pdf";
import { largeHostilePdfs } from "@/tests/unit/report-import/pdf/hostile-pdfs";

const run = promisify(execFile);

const MAX_SECONDS = 30;
const MAX_MEGABYTES = 1024;
/** After this time, the process is killed. It is longer than the limit, which is in CPU time, since the machine may be busy. */
const PATIENCE_MS = 240_000;

const measured = z.object({ seconds: z.number(), megabytes: z.number(), outcome: z.string() });
type Measured = z.infer<typeof measured>;

/** Imports a file in this process. */
async function measure(file: string): Promise<Measured> {
  const bytes = readFileSync(file);
  const before = process.cpuUsage();
  const outcome = await importPdf(bytes, { slug: "hostile", title: "Hostile" }).then(
    () => "read",
    (error: unknown) => {
      if (error instanceof UserError) return error.code;
      throw error;
    },
  );
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024, outcome };
}

async function measureApart(file: string): Promise<Measured | undefined> {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), file];
  try {
    const { stdout } = await run(process.execPath, args, { timeout: PATIENCE_MS, killSignal: "SIGKILL" });
    return measured.parse(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}

/** Returns the exit code. */
async function main(): Promise<number> {
  const log = createLog();
  let exitCode = 0;
  const folder = mkdtempSync(path.join(tmpdir(), "hostile-pdfs-"));
  try {
    for (const { name, bytes } of largeHostilePdfs()) {
      const file = path.join(folder, "hostile.pdf");
      writeFileSync(file, bytes);
      const result = await measureApart(file);
      const isWithin = result && result.seconds <= MAX_SECONDS && result.megabytes <= MAX_MEGABYTES;
      const figures = result
        ? `${result.outcome}, ${result.seconds.toFixed(1)} s, ${Math.round(result.megabytes)} MB`
        : "crashed or did not end";
      log.say(`${isWithin ? "passed" : "FAILED"}: ${name}: ${figures}`);
      if (!isWithin) exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return exitCode;
}

const [file] = process.argv.slice(2);
if (file === undefined) await command(main);
else console.log(JSON.stringify(await measure(file)));
