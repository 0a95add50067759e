import "server-only";
import type { Database } from "../db/database";
import { log } from "../log";
import { eventsSince, lastEventNumber, onNotify, type PublishedEvent } from "./log";
import { positionOf } from "./position";

/** Events per query. */
const PAGE = 200;

/**
 * Polling interval of the log, in milliseconds. Polling is needed because another process on the same SQLite file can't
 * notify this one, and PostgreSQL notifications are lost while the connection is down.
 */
const LOOK_INTERVAL = 1_000;

/** A subscriber to events. */
export interface Listener<Seen> {
  /** Number of the last event that the listener has received, or that was skipped because it isn't for the listener. */
  at: number;
  /** Whether the listener's buffer is full; `Hub.wake` resumes delivery. */
  isFull(): boolean;
  /** @param position the event's position; see `positionOf` */
  tell(event: PublishedEvent, seen: Seen, position: string): void;
  /** The log no longer contains the events after `at`. Everything up to `position` must be fetched again. */
  reset(position: string): void;
  /** Called at regular intervals. */
  beat(seen: Seen, position: string): void;
}

interface HubOptions<L, Seen> {
  /**
   * Loads the subjects of the given events in their current state, once for all listeners.
   *
   * @param events empty for a heartbeat, when only the listeners are looked up
   */
  look(events: readonly PublishedEvent[], listeners: readonly L[]): Promise<Seen>;
  /** Interval between heartbeats, in milliseconds. */
  beatInterval: number;
}

/**
 * Broadcasts each event once, in order, to this process's listeners. Each listener has its own position in the log.
 * Listeners at the same position, usually nearly all of them, share the database queries.
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

  /** Checks the log, because there may be new events or a listener may have room again. */
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

  /** Sends the next events to a group of listeners that are all at the same position. */
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

  /**
   * Logs a failed delivery, which the next check retries. If no listeners are left, there is nothing to deliver and
   * therefore nothing to log.
   */
  #report(error: unknown): void {
    if (this.#listeners.size > 0) log.error({ err: error }, "events could not be delivered");
  }
}

/** Maximum number of bytes buffered per reader. The last message may exceed it. */
const MAX_WAITING = 256 * 1024;

/** A server-sent event. */
export interface Message {
  /** The position that the reader sends to resume after this message. */
  id?: string;
  event: string;
  data: unknown;
}

/** Serializes a message as a server-sent event (HTML, 9.2.5). JSON contains no line breaks, so the data is one line. */
export function encodeMessage({ id, event, data }: Message): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A stream to one reader. Messages are buffered until they are read. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #onEnd: () => void;

  /**
   * @param onRoom called when the reader has read some data and there is room again
   * @param onEnd called once, when either side has ended the stream
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

  /** Whether the buffer is full, in which case nothing more should be sent. */
  isFull(): boolean {
    return (this.#controller?.desiredSize ?? 0) <= 0;
  }

  /** Number of bytes in the buffer. */
  get waiting(): number {
    return MAX_WAITING - (this.#controller?.desiredSize ?? MAX_WAITING);
  }

  send(message: Message): void {
    this.#controller?.enqueue(this.#encoder.encode(encodeMessage(message)));
  }

  /** Ends the stream after the buffered messages. */
  close(): void {
    this.#controller?.close();
    this.#end();
  }

  /** Aborts the stream and drops the buffer, because the reader has stopped reading. */
  drop(): void {
    this.#controller?.error(new DOMException("The client does not read the stream.", "AbortError"));
    this.#end();
  }

  #end(): void {
    if (!this.#controller) return;
    this.#controller = null;
    this.#onEnd();
  }
}
