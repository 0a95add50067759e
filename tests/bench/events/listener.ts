import { type ClientRequest, get } from "node:http";
import type { HighlightView } from "@/lib/annotations/schemas";
import { numberAt } from "@/lib/events/position";

/** A received event. */
export interface Heard {
  /** Number of the event. */
  number: number;
  id: string;
  version: number;
  /** A `performance.now()` timestamp. */
  at: number;
}

/** Listens to the stream of changes as a browser does, on a separate connection. */
export class StreamListener {
  readonly heard: Heard[] = [];
  readonly #request: ClientRequest;
  #rest = "";
  /** Resolves when the stream has started. */
  readonly ready: Promise<void>;

  constructor(url: string, cookie: string) {
    const { promise, resolve, reject } = withResolvers();
    this.ready = promise;
    this.#request = get(`${url}/api/events`, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The stream responded with ${response.statusCode}.`));
      response.setEncoding("utf8").on("data", (text: string) => {
        const at = performance.now();
        const parts = (this.#rest + text).split("\n\n");
        this.#rest = parts.pop() ?? "";
        for (const part of parts) this.#take(part, at, resolve);
      });
      // A listener disconnects by aborting its own stream.
      response.on("error", () => {});
    });
    this.#request.on("error", reject);
  }

  #take(part: string, at: number, begin: () => void): void {
    const [, position = "", event, data = ""] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/su.exec(part) ?? [];
    if (event === "ready") begin();
    if (event !== "highlight") return;
    const { id, version } = (JSON.parse(data) as { highlight: HighlightView }).highlight;
    this.heard.push({ number: numberAt(position) ?? 0, id, version, at });
  }

  leave(): void {
    this.#request.destroy();
  }
}

function withResolvers() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  // If a listener disconnects early, no one awaits this promise.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
