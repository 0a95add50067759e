/**
 * `npm run test:fuzz -- [--requests 10000] [--seed 1] [--postgresql]`: sends hostile requests over all routes to a server of its own and
 * says what it answered. It fails where one answer is a bug's (5xx), tells what nobody is to know, has another form, or does
 * not come; where ordinary requests in between are not answered; and where the server's memory grows.
 */
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { startPostgres } from "@/lib/cli/throwaway-postgres";
import { percentile } from "../bench/search/metrics";
import { fuzz, type Outcome } from "./fuzz/run";

const SHOWN = 20;
/** What memory may grow by from the second quarter of the run to its end: all that time more is stored, and searched. */
const MAX_GROWTH = 1.25;

await command(async () => {
  const { values } = parseArgs({
    options: {
      requests: { type: "string", default: "10000" },
      seed: { type: "string", default: `${Date.now() % 1_000_000}` },
      postgresql: { type: "boolean", default: false },
    },
  });
  const log = createLog();
  await prepare({ build: true, log });
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  log.say(`seed ${seed}`);
  const postgres = values.postgresql ? await startPostgres() : null;
  const onWorld = (sent: number) => log.say(`${sent} of ${requests}`);
  try {
    const outcome = await fuzz({ requests, seed, onWorld, ...(postgres && { databaseUrl: postgres.url }) });
    return report(outcome, log.say);
  } finally {
    await postgres?.stop();
  }
});

/** @returns the exit status */
function report({ statuses, findings, ordinary, memory }: Outcome, say: (line: string) => void): number {
  say(`statuses (0: ended without an answer): ${JSON.stringify(statuses)}`);
  const [median, worst] = [0.5, 1].map((share) => Math.round(percentile(ordinary, share)));
  say(`ordinary requests in between: ${ordinary.length}, median ${median} ms, slowest ${worst} ms`);
  const settled = memory.slice(Math.floor(memory.length / 4));
  const growth = (settled.at(-1) ?? 1) / (settled[0] ?? 1);
  say(`memory: ${memory.map((bytes) => Math.round(bytes / 1024 / 1024)).join(", ")} MB`);
  for (const finding of findings.slice(0, SHOWN)) say(JSON.stringify(finding, null, 2));
  const grows = memory.length >= 8 && growth > MAX_GROWTH;
  say(`${findings.length} findings${grows ? `, and memory has grown to ${growth.toFixed(2)} times what it was` : ""}`);
  return findings.length === 0 && !grows ? 0 : 1;
}
