/** An error that the user caused and can fix. Its message is written for that user; any other exception is a bug. */
export class UserError extends Error {
  override name = "UserError";

  /**
   * @param code stable and machine-readable, lower case with hyphens
   * @param message one or two sentences in the user's terms
   * @param status the HTTP status of the response
   * @param retryAfter seconds to wait before trying again
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
