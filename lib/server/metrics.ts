import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { countStreams } from "../annotations/live/live";
import { config } from "../config";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { isPrepared } from "../library/preparation";
import { processSingleton } from "../process-singleton";
import { isDraining } from "./lifecycle";
import { askDatabase } from "./readiness";

/** An answer of the HTTP server (`app-server.mjs`). */
interface Answered {
  /** As the folders say it, so that no metric is made of what people type. */
  route: string;
  method: string;
  status: number;
  seconds: number;
}

/** Upper bounds in seconds, close around what an answer should take and may take. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  return {
    registry,
    answers: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from the head of a request to the end of its answer.",
      labelNames: ["method", "route", "status"] as const,
      buckets: BUCKETS,
      registers,
    }),
    ready: gauge("concord_ready", "1 where requests may be sent to this process."),
    streams: gauge("concord_streams", "Browsers that follow changes at this process."),
    events: gauge("concord_last_event_number", "Number of the last change in the database."),
    database: gauge("concord_database_seconds", "Time of the shortest question to the database; NaN where it is away."),
  };
}

function metrics(): ReturnType<typeof createMetrics> {
  return processSingleton("metrics", createMetrics);
}

/** Counts what the HTTP server answers from now on. */
export function countAnswers(): void {
  const { answers } = metrics();
  subscribe("concord:answered", (message) => {
    const { seconds, method, route, status } = message as Answered;
    // A stream lasts for as long as somebody reads.
    if (route !== "/api/events") answers.observe({ method, route, status }, seconds);
  });
}

/** What this process has to say of itself, in the text format of Prometheus. */
export async function metricsText(db: Database): Promise<string> {
  const { registry, ready, streams, events, database } = metrics();
  const answer = await askDatabase(db);
  database.set(answer?.seconds ?? Number.NaN);
  ready.set(answer !== null && isPrepared() && !isDraining() ? 1 : 0);
  streams.set(countStreams());
  if (answer) events.set(answer.lastEvent);
  return registry.metrics();
}

/** The type of `metricsText`. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Lets in who has the token of METRICS_TOKEN.
 *
 * @param token null where none came
 * @throws UserError `not-found` (404) where there is none to have, `bad-token` (401)
 */
export function requireMetricsToken(token: string | null): void {
  const { metricsToken } = config();
  if (metricsToken === null) throw new UserError("not-found", "There is nothing at this address.", 404);
  if (token !== null && timingSafeEqual(hashOf(token), hashOf(metricsToken))) return;
  throw new UserError("bad-token", "This address asks for the token of METRICS_TOKEN.", 401);
}

/** Of the same length for all, as the comparison asks for. */
function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
