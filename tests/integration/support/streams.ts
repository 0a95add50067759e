import { afterEach } from "vitest";
import { GET } from "@/app/api/events/route";
import { type LiveData, type LiveName, liveMessages } from "@/lib/annotations/live/live-schemas";
import type { Caller } from "./people";

/** A received message with its position, which may be empty. */
export type Received = { [N in LiveName]: { event: N; id: string; data: LiveData<N> } }[LiveName];

/**
 * Followers that are still connected. They are disconnected after the test, because an open stream keeps querying its
 * database.
 */
const open = new Set<Follower>();

/** Disconnects the followers after each test. The hooks of an inner suite run before those of an outer one. */
export function useFollowers(): void {
  afterEach(async () => {
    for (const follower of open) await follower.leave().catch(() => undefined);
    open.clear();
  });
}

/** A browser that listens to a stream. It reads only on demand. */
export class Follower {
  /** All data received so far, unparsed. */
  raw = "";
  /** All messages except heartbeats. */
  readonly messages: Received[] = [];
  /** The browser's latest position. */
  position = "";
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
    open.add(this);
  }

  /** Reads the next chunk. */
  async read(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) {
      this.isOver = true;
      return;
    }
    const text = this.#decoder.decode(value, { stream: true });
    this.raw += text;
    const parts = (this.#rest + text).split("\n\n");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#take(part);
  }

  #take(part: string): void {
    const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: (.*)/su) as [string, string]));
    const { id = "", event = "", data = "null" } = fields;
    if (id) this.position = id;
    const name = event as LiveName;
    // The data must match the schema of its event.
    liveMessages[name].parse(JSON.parse(data));
    if (name !== "beat") this.messages.push({ event: name, id, data: JSON.parse(data) } as Received);
  }

  /** Reads until a message matches. @returns that message */
  async until(isIt: (message: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.messages.find(isIt);
      if (found) return found;
      if (this.isOver) throw new Error(`The stream has ended. It contained:\n${this.raw}`);
      await this.read();
    }
  }

  /** Reads to the end of the stream. */
  async toEnd(): Promise<void> {
    while (!this.isOver) await this.read();
  }

  /** The changes received so far, each as the event's name and the item's id. */
  said(): string[] {
    return this.messages.flatMap(({ event, data }) => {
      if (event === "highlight") return `highlight ${data.highlight.id} v${data.highlight.version}`;
      if (event === "gone") return `gone ${data.id}`;
      return event === "ready" ? [] : event;
    });
  }

  /** Disconnects. */
  async leave(): Promise<void> {
    await this.#reader.cancel();
  }
}

/** Connects as a browser does. */
export async function connect(
  { cookie }: Pick<Caller, "cookie">,
  { after, lastEventId }: { after?: string; lastEventId?: string } = {},
): Promise<{ response: Response; follower: Follower }> {
  const address = `http://127.0.0.1:3000/api/events${after === undefined ? "" : `?${new URLSearchParams({ after })}`}`;
  const headers = { cookie, ...(lastEventId !== undefined && { "last-event-id": lastEventId }) };
  const response = await GET(new Request(address, { headers }), { params: Promise.resolve({}) });
  if (!response.body) throw new Error("The answer has no body.");
  return { response, follower: new Follower(response.body) };
}

/** Connects, and waits until the stream has started. */
export async function follow(caller: Pick<Caller, "cookie">, how = {}): Promise<Follower> {
  const { follower } = await connect(caller, how);
  await follower.until(({ event }) => event === "ready");
  return follower;
}

/** All the bytes of a stream. */
export async function readAll(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return new Uint8Array(Buffer.concat(all));
}
