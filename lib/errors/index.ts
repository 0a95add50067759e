import type { GivenToError, Problem } from "./problem";
import { type ErrorKey, PROBLEMS } from "./problems";
import { sentenceOf } from "./sentence";

/** An error that the user caused and can fix. Its message is written for that user; any other exception is a bug. */
export class UserError<Key extends ErrorKey = ErrorKey> extends Error {
  override name = "UserError";

  /** Stable and machine-readable, lower case with hyphens. */
  readonly code: string;
  /** The HTTP status of the response. */
  readonly status: number;
  /** The problem, from which the message can be rendered in any language. */
  readonly problem: Problem<ErrorKey>;
  /** Seconds to wait before trying again. */
  readonly retryAfter: number | undefined;

  /** @param key the key of the error's message and status in `problems/` */
  constructor(key: Key, ...given: GivenToError<Key>);
  constructor(key: ErrorKey, params: Problem["params"] = {}, retryAfter?: number) {
    const problem: Problem<ErrorKey> = { key, params };
    super(sentenceOf(problem));
    this.problem = problem;
    this.code = codeOf(key);
    this.status = PROBLEMS[key].status;
    this.retryAfter = retryAfter;
  }

  /** The error for a problem, for example one that a worker process has found. */
  static of({ key, params }: Problem<ErrorKey>, retryAfter?: number): UserError {
    return new UserError(key, ...([params, retryAfter] as unknown as GivenToError<ErrorKey>));
  }
}

/** The code that clients get. Several messages can share a code. */
export function codeOf(key: ErrorKey): string {
  return key.split(".", 1)[0] ?? key;
}
