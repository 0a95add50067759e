import { setTimeout as sleep } from "node:timers/promises";

/** Delay before another attempt, in milliseconds. */
const TRY_AGAIN = 10_000;

/**
 * Repeats work until it succeeds, because the database may not respond yet.
 *
 * @param onFailure receives the error of each failed attempt
 * @param pause delay before another attempt, in milliseconds
 */
export async function keepTrying(
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
  pause = TRY_AGAIN,
): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      onFailure(error);
      await sleep(pause, undefined, { ref: false });
    }
  }
}
