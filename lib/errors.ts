/**
 * An error that a person caused and can mend. Its message is a sentence for that person; everything else that is thrown
 * is a bug.
 */
export class UserError extends Error {
  override name = "UserError";

  /**
   * @param code stable and machine-readable, lower case with hyphens
   * @param message a whole sentence in the reader's terms
   * @param status the HTTP status it is answered with
   * @param retryAfter seconds after which it is worth trying again
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
