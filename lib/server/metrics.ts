import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { countStreams } from "../annotations/live/live";
import { config } from "../config";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { isPrepared } from "../library/preparation";
import { diskOf } from "../operations/instances";
import { observeServer } from "../operations/overview";
import { WARNING_KINDS } from "../operations/schemas";
import { warningsOf } from "../operations/warnings";
import { processSingleton } from "../process-singleton";
import { VERSION } from "../version";
import { isDraining } from "./lifecycle";
import { askDatabase } from "./readiness";

/** A response of the HTTP server (`app-server.mjs`). */
interface Answered {
  /** The route pattern, so that user input doesn't create new metrics. */
  route: string;
  method: string;
  status: number;
  seconds: number;
}

/**
 * Upper bounds of the histogram's buckets, in seconds. They are denser around the target and maximum response times.
 */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const info = new Gauge({
    name: "concord_info",
    help: "Always 1; the label names the version of Concord.",
    labelNames: ["version"] as const,
    registers,
  });
  info.set({ version: VERSION }, 1);
  return {
    registry,
    answers: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from the request headers to the end of the response.",
      labelNames: ["method", "route", "status"] as const,
      buckets: BUCKETS,
      registers,
    }),
    ready: gauge("concord_ready", "1 if this process is ready for requests, otherwise 0."),
    streams: gauge("concord_streams", "Browser tabs that receive live updates from this process."),
    events: gauge("concord_last_event_number", "Number of the last event in the database."),
    database: gauge(
      "concord_database_seconds",
      "Response time of the database to a minimal query; NaN if unreachable.",
    ),
    backup: gauge("concord_last_backup_timestamp_seconds", "When the last backup was made; NaN if there is none."),
    diskFree: gauge("concord_disk_free_bytes", "Free space on the disk with the data folder; NaN if unknown."),
    warnings: new Gauge({
      name: "concord_warnings",
      help: "Warnings on the page about the server, by kind. They are about all instances.",
      labelNames: ["kind"] as const,
      registers,
    }),
  };
}

function metrics(): ReturnType<typeof createMetrics> {
  return processSingleton("metrics", createMetrics);
}

/** Starts measuring the HTTP server's responses. */
export function countAnswers(): void {
  const { answers } = metrics();
  subscribe("concord:answered", (message) => {
    const { seconds, method, route, status } = message as Answered;
    // Leave out streams, which last as long as their clients stay connected.
    if (route !== "/api/events") answers.observe({ method, route, status }, seconds);
  });
}

/** The metrics of this process, in Prometheus text format. */
export async function metricsText(db: Database): Promise<string> {
  const { registry, ready, streams, events, database, backup, diskFree, warnings } = metrics();
  const answer = await askDatabase(db);
  database.set(answer?.seconds ?? Number.NaN);
  ready.set(answer !== null && isPrepared() && !isDraining() ? 1 : 0);
  streams.set(countStreams());
  if (answer) {
    events.set(answer.lastEvent);
    const [observed, disk] = await Promise.all([observeServer(db), diskOf(config().dataDir)]);
    const current = warningsOf(observed);
    backup.set(observed.lastBackup ? observed.lastBackup.getTime() / 1_000 : Number.NaN);
    diskFree.set(disk?.free ?? Number.NaN);
    for (const kind of WARNING_KINDS) warnings.set({ kind }, current.filter((each) => each.kind === kind).length);
  }
  return registry.metrics();
}

/** The content type of `metricsText`. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Checks the token against METRICS_TOKEN.
 *
 * @param token null if the request has none
 * @throws UserError `not-found` (404) if METRICS_TOKEN isn't set, `bad-token` (401)
 */
export function requireMetricsToken(token: string | null): void {
  const { metricsToken } = config();
  if (metricsToken === null) throw new UserError("not-found.address");
  if (token !== null && timingSafeEqual(hashOf(token), hashOf(metricsToken))) return;
  throw new UserError("bad-token.metrics");
}

/** Hashes have a constant length, as `timingSafeEqual` requires. */
function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
