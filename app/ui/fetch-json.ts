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
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const { error } = (answer ?? {}) as { error?: { code?: string; message?: string } };
  throw new RequestError(error?.message ?? response.statusText, response.status, error?.code ?? "unknown", answer);
}

/** Gets JSON; see `sendJson`. */
export function fetchJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return sendJson("GET", address, undefined, { signal });
}
