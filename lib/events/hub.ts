import "server-only";
import type { Database } from "../db/database";
import { log } from "../log";
import { eventsSince, lastEventNumber, onNotify, type PublishedEvent } from "./log";
import { positionOf } from "./position";

/** Events that are looked up together. */
const PAGE = 200;

/**
 * How often the log is looked at without being told, in milliseconds: another process with the same SQLite file does not ring, and a
 * notice of PostgreSQL is lost with its connection.
 */
const LOOK_INTERVAL = 1_000;

/** Somebody who is told what happens. */
export interface Listener<Seen> {
  /** Number of the last event that they were told of, or that was no concern of theirs. */
  at: number;
  /** Whether there is no room for more at the moment; `Hub.wake` goes on. */
  isFull(): boolean;
  /** @param position names the event: see `positionOf` */
  tell(event: PublishedEvent, seen: Seen, position: string): void;
  /** The log does not hold any more what came after `at`. Everything up to `position` is to be fetched again. */
  reset(position: string): void;
  /** Called every now and then. */
  beat(seen: Seen, position: string): void;
}

interface HubOptions<L, Seen> {
  /**
   * Looks up once, for everybody, what some events are about, as it stands now.
   *
   * @param events none where nothing has happened, and those who listen are looked up alone
   */
  look(events: readonly PublishedEvent[], listeners: readonly L[]): Promise<Seen>;
  /** Milliseconds between two beats. */
  beatInterval: number;
}

/**
 * Tells everybody who listens in this process what happens, in order and each thing once. Each has a place of their own in the
 * log; those who are at the same place, which is nearly all of them nearly always, share every look at the database.
 */
export class Hub<L extends Listener<Seen>, Seen> {
  readonly #db: Database;
  readonly #options: HubOptions<L, Seen>;
  readonly #listeners = new Set<L>();
  #stop: (() => void) | null = null;
  #isTelling = false;
  #isWoken = false;

  constructor(db: Database, options: HubOptions<L, Seen>) {
    this.#db = db;
    this.#options = options;
  }

  get listeners(): ReadonlySet<L> {
    return this.#listeners;
  }

  add(listener: L): void {
    this.#listeners.add(listener);
    this.#stop ??= this.#start();
    this.wake();
  }

  remove(listener: L): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  /** Has the log looked at: something may have happened, or somebody has room again. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isTelling || this.#listeners.size === 0) return;
    this.#isTelling = true;
    this.#tellAll()
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        this.#isTelling = false;
      });
  }

  #start(): () => void {
    const { beatInterval } = this.#options;
    const wake = () => this.wake();
    const endRinging = onNotify(this.#db, wake);
    const looks = setInterval(wake, LOOK_INTERVAL).unref();
    const beats = setInterval(() => void this.#beat(), beatInterval).unref();
    return () => {
      endRinging();
      clearInterval(looks);
      clearInterval(beats);
    };
  }

  async #tellAll(): Promise<void> {
    while (this.#isWoken) {
      this.#isWoken = false;
      const ready = [...this.#listeners].filter((listener) => !listener.isFull());
      for (const at of new Set(ready.map((listener) => listener.at))) {
        await this.#tellGroup(
          at,
          ready.filter((listener) => listener.at === at),
        );
      }
    }
  }

  /** Tells those who are at one place what came after it. */
  async #tellGroup(at: number, group: readonly L[]): Promise<void> {
    const events = await eventsSince(this.#db, at, PAGE);
    const [first] = events;
    if (!first) return;
    if (first.number !== at + 1) return this.#reset(group);
    const seen = await this.#options.look(events, group);
    for (const event of events) {
      const position = positionOf(event.number);
      for (const listener of group) {
        const isNext = listener.at === event.number - 1 && this.#listeners.has(listener) && !listener.isFull();
        if (!isNext) continue;
        listener.at = event.number;
        listener.tell(event, seen, position);
      }
    }
    if (events.length === PAGE) this.#isWoken = true;
  }

  async #reset(group: readonly L[]): Promise<void> {
    const last = await lastEventNumber(this.#db);
    for (const listener of group) {
      listener.at = last;
      listener.reset(positionOf(last));
    }
    this.#isWoken = true;
  }

  async #beat(): Promise<void> {
    const listeners = [...this.#listeners];
    try {
      const seen = await this.#options.look([], listeners);
      for (const listener of listeners) {
        if (this.#listeners.has(listener)) listener.beat(seen, positionOf(listener.at));
      }
    } catch (error) {
      this.#report(error);
    }
  }

  /** The next look may find the database mended. Where nobody listens any more, nobody is told less. */
  #report(error: unknown): void {
    if (this.#listeners.size > 0) log.error({ err: error }, "events could not be told");
  }
}

/** Bytes that wait for a reader at most, but for the last message, which may be as long as it is. */
const MAX_WAITING = 256 * 1024;

/** A message of a stream of server-sent events. */
export interface Message {
  /** What the reader asks for the rest by. */
  id?: string;
  event: string;
  data: unknown;
}

/**
 * Writes a message as server-sent events are written (HTML, 9.2.5). JSON has no line breaks, so its data is one line. A comment
 * before it does no harm, and is one for those who count on them.
 */
export function encodeMessage({ id, event, data }: Message): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One reader's end of a stream. What is sent waits in it until they read. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #onEnd: () => void;

  /**
   * @param onRoom called when the reader has read, and there is room again
   * @param onEnd called once, when either side has ended it
   */
  constructor({ onRoom, onEnd }: { onRoom(): void; onEnd(): void }) {
    this.#onEnd = onEnd;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: onRoom,
        cancel: () => this.#end(),
      },
      { highWaterMark: MAX_WAITING, size: (chunk) => chunk.byteLength },
    );
  }

  /** Whether so much waits that nothing more should be sent. */
  isFull(): boolean {
    return (this.#controller?.desiredSize ?? 0) <= 0;
  }

  /** Bytes that wait for the reader. */
  get waiting(): number {
    return MAX_WAITING - (this.#controller?.desiredSize ?? MAX_WAITING);
  }

  send(message: Message): void {
    this.#controller?.enqueue(this.#encoder.encode(encodeMessage(message)));
  }

  /** Ends it when the reader has read what waits. */
  close(): void {
    this.#controller?.close();
    this.#end();
  }

  /** Ends it at once and forgets what waits: the reader does not read. */
  drop(): void {
    this.#controller?.error(new DOMException("The reader does not read.", "AbortError"));
    this.#end();
  }

  #end(): void {
    if (!this.#controller) return;
    this.#controller = null;
    this.#onEnd();
  }
}
