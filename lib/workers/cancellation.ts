import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "../process-singleton";

function signals(): AsyncLocalStorage<AbortSignal> {
  return processSingleton("request-signals", () => new AsyncLocalStorage<AbortSignal>());
}

/**
 * Handles a request. Its worker tasks are dropped once the signal is aborted, because the client disconnected or the
 * request timed out.
 */
export function cancellable<T>(signal: AbortSignal, answer: () => T): T {
  return signals().run(signal, answer);
}

/** The abort signal of the current request; undefined if it cannot be cancelled. */
export function currentSignal(): AbortSignal | undefined {
  return signals().getStore();
}
