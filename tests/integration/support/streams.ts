import { afterEach } from "vitest";
import { GET } from "@/app/api/events/route";
import { type LiveData, type LiveName, liveMessages } from "@/lib/annotations/live/live-schemas";
import type { Caller } from "./people";

/** A message of a stream as it came, with the position that it names; that is empty where it names none. */
export type Received = { [N in LiveName]: { event: N; id: string; data: LiveData<N> } }[LiveName];

/** Those who listen still: a stream that is left open goes on looking at its database. */
const open = new Set<Follower>();

/** Lets nobody of a suite listen longer than the test. Hooks of a suite run before those of what is around it. */
export function useFollowers(): void {
  afterEach(async () => {
    for (const follower of open) await follower.leave().catch(() => undefined);
    open.clear();
  });
}

/** Somebody's browser, listening. It reads only when it is asked to. */
export class Follower {
  /** All that came, as it came. */
  raw = "";
  /** All messages but beats. */
  readonly messages: Received[] = [];
  /** Where it has come to. */
  position = "";
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #rest = "";

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
    open.add(this);
  }

  /** Reads what comes next. */
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
    // It is what the schema says that it is.
    liveMessages[name].parse(JSON.parse(data));
    if (name !== "beat") this.messages.push({ event: name, id, data: JSON.parse(data) } as Received);
  }

  /** Reads until a message is what is waited for. @returns it */
  async until(isIt: (message: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.messages.find(isIt);
      if (found) return found;
      if (this.isOver) throw new Error(`The stream has ended. It said:\n${this.raw}`);
      await this.read();
    }
  }

  /** Reads to the end of the stream. */
  async toEnd(): Promise<void> {
    while (!this.isOver) await this.read();
  }

  /** What was said of changes: the name, and the id of what it is about. */
  said(): string[] {
    return this.messages.flatMap(({ event, data }) => {
      if (event === "highlight") return `highlight ${data.highlight.id} v${data.highlight.version}`;
      if (event === "gone") return `gone ${data.id}`;
      return event === "ready" ? [] : event;
    });
  }

  /** Goes away. */
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

/** Connects and waits until the stream has begun. */
export async function follow(caller: Pick<Caller, "cookie">, how = {}): Promise<Follower> {
  const { follower } = await connect(caller, how);
  await follower.until(({ event }) => event === "ready");
  return follower;
}
