/** An answer that is no success: what the server said, in a sentence for the person. */
export class RequestError extends Error {
  override name = "RequestError";

  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    /** The whole answer; a conflict carries the state it conflicts with. */
    readonly body: unknown,
  ) {
    super(message);
  }
}

/** The code of the error for a person who is not in the team any more. */
export const ACCESS_ENDED = "access-ended";

/** The code of the error for a person who has to prove again who they are. */
export const REAUTHENTICATION = "reauthentication-required";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface SendOptions {
  /** Calls it off. */
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * Sends JSON to one of our own addresses and reads the JSON it answers.
 *
 * @throws RequestError where it answers with an error
 * @throws TypeError where it cannot be reached
 */
export async function sendJson<T>(
  method: Method,
  address: string,
  body?: unknown,
  { signal, headers }: SendOptions = {},
): Promise<T> {
  const response = await fetch(address, {
    method,
    signal: signal ?? null,
    headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw await refusal(response);
  return (await response.json().catch(() => null)) as T;
}

/** The error that an answer tells of. */
export async function refusal(response: Response): Promise<RequestError> {
  const answer: unknown = await response.json().catch(() => null);
  const { error } = (answer ?? {}) as { error?: { code?: string; message?: string } };
  return new RequestError(error?.message ?? response.statusText, response.status, error?.code ?? "unknown", answer);
}

/** Gets JSON; see `sendJson`. */
export function fetchJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return sendJson("GET", address, undefined, { signal });
}
