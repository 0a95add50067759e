/** An error response, with the server's message for the user. */
export class RequestError extends Error {
  override name = "RequestError";

  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    /** The whole response body. In case of a conflict, it contains the current state. */
    readonly body: unknown,
  ) {
    super(message);
  }
}

/** Error code for requests by people who are no longer in the team. */
export const ACCESS_ENDED = "access-ended";

/** Error code for requests that require signing in again. */
export const REAUTHENTICATION = "reauthentication-required";

/** The code of an error response that isn't from Concord. */
export const UNKNOWN = "unknown";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface SendOptions {
  /** Aborts the request. */
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * Sends JSON to our own API and parses the JSON response.
 *
 * @throws RequestError for error responses
 * @throws TypeError if the server can't be reached
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

/** Creates the error for an error response. */
export async function refusal(response: Response): Promise<RequestError> {
  const answer: unknown = await response.json().catch(() => null);
  const { error } = (answer ?? {}) as { error?: { code?: string; message?: string } };
  return new RequestError(error?.message ?? response.statusText, response.status, error?.code ?? UNKNOWN, answer);
}

/** GET request; see `sendJson`. */
export function fetchJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return sendJson("GET", address, undefined, { signal });
}
