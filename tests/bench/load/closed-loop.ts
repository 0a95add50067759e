import { Agent, request } from "node:http";
import { percentile } from "../search/metrics";

/** A request as sent by a browser. */
export interface Asked {
  path: string;
  /** The body of a POST request. Without a body, the request is a GET. */
  body?: object;
}

/** Response times in milliseconds and throughput. */
export interface Measured {
  requests: number;
  /** The number of requests that failed or got no response. */
  errors: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}

/** Duration of the warm-up in milliseconds, for initial compilation and caching. */
const WARMING_UP = 2_000;

/**
 * Simulates concurrent users. Each sends the next request once the previous one is answered.
 *
 * @param cookies one per user
 * @param next returns a user's next request
 */
export async function closedLoop(
  url: string,
  cookies: readonly string[],
  seconds: number,
  next: () => Asked,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: cookies.length });
  const times: number[] = [];
  let errors = 0;
  const begin = performance.now() + WARMING_UP;
  const end = begin + seconds * 1_000;
  const askOn = async (cookie: string) => {
    for (let now = performance.now(); now < end; ) {
      const isAnswered = await ask(url, agent, cookie, next());
      const answered = performance.now();
      if (now >= begin) {
        if (isAnswered) times.push(answered - now);
        else errors += 1;
      }
      now = answered;
    }
  };
  await Promise.all(cookies.map(askOn));
  agent.destroy();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => rounded(percentile(times, share))) as [
    number,
    number,
    number,
  ];
  return { requests: times.length, errors, perSecond: rounded(times.length / seconds), p50, p95, p99 };
}

/** @returns whether the response is not an error */
function ask(url: string, agent: Agent, cookie: string, { path, body }: Asked): Promise<boolean> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const sent = request(`${url}${path}`, {
      agent,
      method: text === undefined ? "GET" : "POST",
      headers: {
        ...{ cookie, origin: url, "accept-encoding": "gzip, deflate, br" },
        ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
      },
    });
    sent.on("error", () => resolve(false));
    sent.on("response", (response) => {
      response.on("error", () => resolve(false));
      response.on("end", () => resolve((response.statusCode ?? 500) < 400));
      response.resume();
    });
    sent.end(text);
  });
}

export function rounded(value: number): number {
  return Number(value.toFixed(1));
}
