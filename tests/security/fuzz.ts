/**
 * `npm run test:fuzz -- [--requests 10000] [--seed 1] [--postgresql]`: sends hostile requests for all routes to a test
 * server and reports the responses. Fails if a response is missing, is a server error (5xx), leaks data or has an
 * unexpected format, if ordinary requests in between are not answered, or if the server's memory use keeps growing.
 */
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import { percentile } from "../bench/search/metrics";
import { fuzz, type Outcome } from "./fuzz/run";

const SHOWN = 20;
/**
 * The maximum growth of retained memory from the second quarter of the run to the last. During the first quarter, the
 * server fills its caches.
 */
const MAX_GROWTH = 1.1;

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
  say(`statuses (0: connection closed without a response): ${JSON.stringify(statuses)}`);
  const [median, worst] = [0.5, 1].map((share) => Math.round(percentile(ordinary, share)));
  say(`normal requests in between: ${ordinary.length}, median ${median} ms, slowest ${worst} ms`);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [quarter, quarter + 1].map((end) => Math.floor((end * memory.length) / 4));
    return percentile(memory.slice(from, to), 0.5);
  });
  const megabytes = quarters.map((bytes) => Math.round(bytes / 1024 / 1024));
  say(`retained memory per quarter: ${megabytes.join(", ")} MB`);
  const growth = quarters[3]! / quarters[1]!;
  for (const finding of findings.slice(0, SHOWN)) say(JSON.stringify(finding, null, 2));
  const grows = memory.length >= 8 && growth > MAX_GROWTH;
  say(
    `${findings.length} findings${grows ? `, and retained memory has grown by a factor of ${growth.toFixed(2)}` : ""}`,
  );
  return findings.length === 0 && !grows ? 0 : 1;
}
