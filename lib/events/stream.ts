import "server-only";

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
