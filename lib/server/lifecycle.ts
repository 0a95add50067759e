import "server-only";
import { channel, subscribe } from "node:diagnostics_channel";
import { closeStreams } from "../annotations/live/live";
import { config } from "../config";
import type { UserError } from "../errors";
import { processSingleton } from "../process-singleton";

const state = () => processSingleton("lifecycle", () => ({ isDraining: false }));

/** What the HTTP server asks of the settings. */
interface AskedSettings {
  publicUrl?: URL | null;
}

/**
 * Hears from the HTTP server (`app-server.mjs`, which is not of this bundle) what it asks of the settings, and that the process is about
 * to end: first that no new requests should be sent to it, and is told for how long it goes on answering; when that is over, that an
 * open stream would hold it up.
 */
export function followLifecycle(): void {
  subscribe("concord:settings", (asked) => {
    (asked as AskedSettings).publicUrl = config().publicUrl;
  });
  subscribe("concord:draining", (draining) => {
    state().isDraining = true;
    (draining as { seconds: number }).seconds = config().drainSeconds;
  });
  subscribe("concord:closing", closeStreams);
}

/** Whether the process is about to end. It still answers. */
export function isDraining(): boolean {
  return state().isDraining;
}

/** Tells the HTTP server why the page that it is waiting for cannot be made. */
export function reportTrouble({ code, message, retryAfter }: UserError): void {
  channel("concord:trouble").publish({ code, message, retryAfter });
}
