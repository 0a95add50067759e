import { request as sendRequest } from "node:http";
import type { World } from "../../integration/routes/world";
import type { HostileRequest } from "./requests";

export interface Answered {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** How long anybody waits for an answer, in milliseconds: then the app hangs. Reading an upload has half a minute. */
const PATIENCE = 40_000;
/** A stream has no end. What it says at first is enough, and a body that stalls is waited for by us only so long. */
const ENOUGH = 150;

/**
 * Sends a request as it is.
 *
 * @param address that it seems to come from, as the proxy before the app would say
 * @returns null where the connection was ended without an answer, as it may be for one who did not send all they announced
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
    const timer = setTimeout(() => request.destroy(new Error("There was no answer.")), PATIENCE);
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

/** A request line has no spaces, control characters or letters beyond ASCII: Node.js would not send it. */
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
