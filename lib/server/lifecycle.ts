import "server-only";
import { channel, subscribe } from "node:diagnostics_channel";
import { closeStreams } from "../annotations/live/live";
import { config } from "../config";
import { getDatabase } from "../db/own-database";
import type { UserError } from "../errors";
import { stopImportJobs } from "../library/import-jobs/runner";
import { endInstance } from "../operations/instances";
import { processSingleton } from "../process-singleton";

const state = () => processSingleton("lifecycle", () => ({ isDraining: false }));

/** The settings that the HTTP server requests. */
interface AskedSettings {
  publicUrl?: URL | null;
}

/**
 * Subscribes to the HTTP server (`app-server.mjs`, which isn't in this bundle). It asks for settings and announces a
 * shutdown in two steps. First, the process drains: readiness checks fail, and the server learns how long to keep
 * serving requests. Then it closes: open streams end, because they would delay the shutdown, import jobs return to the
 * queue, and the instance is no longer listed.
 */
export function followLifecycle(): void {
  subscribe("concord:settings", (asked) => {
    (asked as AskedSettings).publicUrl = config().publicUrl;
  });
  subscribe("concord:draining", (draining) => {
    state().isDraining = true;
    (draining as { seconds: number }).seconds = config().drainSeconds;
  });
  subscribe("concord:closing", (closing) => {
    closeStreams();
    // The HTTP server waits for this promise before the process exits.
    (closing as { isReady?: Promise<void> }).isReady = Promise.all([
      stopImportJobs(),
      getDatabase().then(endInstance, () => undefined),
    ]).then(() => undefined);
  });
}

/** Whether the process is shutting down. It still answers requests. */
export function isDraining(): boolean {
  return state().isDraining;
}

/** Reports to the HTTP server why the current page can't be rendered. */
export function reportTrouble({ code, message, retryAfter }: UserError): void {
  channel("concord:trouble").publish({ code, message, retryAfter });
}
