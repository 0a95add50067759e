import { request as sendRequest } from "node:http";
import type { World } from "../../integration/routes/world";
import type { HostileRequest } from "./requests";

export interface Answered {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/**
 * Response timeout in milliseconds, after which the app is considered unresponsive. Reading an upload may take half a
 * minute.
 */
const PATIENCE = 40_000;
/** How long to wait for a stream, which never ends, and for the response to a stalled body, in milliseconds. */
const ENOUGH = 150;

/**
 * Sends a request unchanged.
 *
 * @param address the client address reported by a trusted proxy
 * @returns null if the connection was closed without a response, which is allowed if the body was incomplete
 */
export function send(url: string, world: World, hostile: HostileRequest, address: string): Promise<Answered | null> {
  const { method, path, body, isCut } = hostile;
  const headers: Record<string, string> = {
    ...{ cookie: world.cookies[hostile.caller], origin: url, "x-forwarded-for": address },
    ...hostile.headers,
    ...(body && { "content-length": `${body.length}` }),
  };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = sendRequest({ hostname, port, method, path: printable(path), headers: withoutBreaks(headers) });
    const timer = setTimeout(() => request.destroy(new Error("There was no response.")), PATIENCE);
    const finish = (answered: Answered | null) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answered);
    };
    request.on("error", (error) => {
      clearTimeout(timer);
      const isEnd = "code" in error && ["ECONNRESET", "EPIPE", "HPE_INVALID_CONSTANT"].includes(String(error.code));
      if (isEnd) resolve(null);
      else reject(error);
    });
    request.on("response", (response) => {
      let text = "";
      const done = () => finish({ status: response.statusCode ?? 0, headers: response.headers, text });
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", done).on("error", done);
      if (response.headers["content-type"]?.startsWith("text/event-stream")) setTimeout(done, ENOUGH);
    });
    if (!body || !isCut) {
      request.end(body ?? undefined);
      return;
    }
    request.write(body.subarray(0, body.length / 2));
    setTimeout(() => finish(null), ENOUGH);
  });
}

/**
 * Escapes the characters that a request line can't contain: spaces, control characters and non-ASCII letters. Node.js
 * would refuse to send them.
 */
function printable(path: string): string {
  return path.replaceAll(/[^\x21-\x7e]/gu, (character) =>
    encodeURIComponent(character.replaceAll(/\p{Surrogate}/gu, "\ufffd")),
  );
}

function withoutBreaks(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\x7e]/gu, "")]),
  );
}
