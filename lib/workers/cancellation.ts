import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "../process-singleton";

function signals(): AsyncLocalStorage<AbortSignal> {
  return processSingleton("request-signals", () => new AsyncLocalStorage<AbortSignal>());
}

/**
 * Answers a request. What it gives a worker to do is dropped once the signal is aborted: its client has gone, or was told that it takes
 * too long.
 */
export function cancellable<T>(signal: AbortSignal, answer: () => T): T {
  return signals().run(signal, answer);
}

/** The signal of the request that is being answered; undefined where nothing can cancel it. */
export function currentSignal(): AbortSignal | undefined {
  return signals().getStore();
}
