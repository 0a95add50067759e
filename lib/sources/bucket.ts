import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import type { BucketSettings } from "../config";
import { inChunks, type Parts } from "./chunks";

/** Size of the parts of an upload in bytes. S3 accepts no smaller ones than 5 MiB, except for the last. */
export const PART_BYTES = 8 * 1024 * 1024;

/** How often a request is sent before it fails, and the first wait between two attempts in milliseconds. */
const TRIES = 3;
const FIRST_WAIT = 200;

/** How long a response, or the next bytes of one, may take in milliseconds. */
const TIMEOUT = 30_000;

/** Why a request failed. `status` is null if there was no response. */
export class BucketError extends Error {
  override name = "BucketError";
  readonly status: number | null;
  /** S3's own word for the error, such as "AccessDenied", or the reason why there was no response. */
  readonly reason: string;

  constructor(status: number | null, reason: string) {
    super(status === null ? reason : `${status} ${reason}`);
    this.status = status;
    this.reason = reason;
  }
}

interface Sent {
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
}

/** Called with the id of a multipart upload before its first part is sent, and with null once the upload is complete. */
type OnUpload = (uploadId: string | null) => Promise<void>;

/** A bucket in S3, or in a service with the same interface. Requests are repeated if the service fails or is busy. */
export class Bucket {
  readonly #settings: BucketSettings;
  readonly #timeout: number;

  constructor(settings: BucketSettings, timeout = TIMEOUT) {
    this.#settings = settings;
    this.#timeout = timeout;
  }

  /** Checks that the bucket exists and accepts the key. @throws BucketError */
  async check(): Promise<void> {
    await this.#send("GET", "", { query: { "list-type": "2", "max-keys": "1" } });
  }

  /**
   * Stores bytes in parts as they arrive, so that the whole object is never in memory. The object exists only once all
   * of its bytes have arrived.
   *
   * @throws BucketError, and whatever `body` and `onUpload` throw
   */
  async put(key: string, body: Parts, onUpload: OnUpload = async () => undefined): Promise<void> {
    let uploadId: string | null = null;
    const tags: string[] = [];
    let held: Uint8Array<ArrayBuffer> = new Uint8Array();
    let size = 0;
    const sendPart = async (id: string, part: Uint8Array<ArrayBuffer>) => {
      const query = { partNumber: String(tags.length + 1), uploadId: id };
      const tag = (await this.#send("PUT", key, { query, body: part })).headers.get("etag");
      if (tag === null) throw new BucketError(null, "a part has no ETag");
      tags.push(tag);
    };
    try {
      for await (const part of inChunks(body, PART_BYTES)) {
        size += part.length;
        if (held.length > 0) {
          if (uploadId === null) {
            uploadId = await this.#startUpload(key);
            await onUpload(uploadId);
          }
          await sendPart(uploadId, held);
        }
        held = part;
      }
      if (uploadId === null) await this.#send("PUT", key, { body: held });
      else {
        await sendPart(uploadId, held);
        await this.#completeUpload(key, uploadId, tags);
      }
    } catch (error) {
      // If this fails too, the clean-up of objects repeats it.
      if (uploadId !== null) await this.abort(key, uploadId).catch(() => undefined);
      throw error;
    }
    const stored = (await this.#send("HEAD", key)).headers.get("content-length");
    if (Number(stored) !== size) throw new BucketError(null, `${stored} of ${size} bytes were stored`);
    if (uploadId !== null) await onUpload(null);
  }

  async #startUpload(key: string): Promise<string> {
    const text = await (await this.#send("POST", key, { query: { uploads: "" } })).text();
    const id = /<UploadId>([^<]+)<\/UploadId>/u.exec(text)?.[1];
    if (id === undefined) throw new BucketError(null, "the upload has no id");
    return id;
  }

  async #completeUpload(key: string, uploadId: string, tags: readonly string[]): Promise<void> {
    const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    const text = await (await this.#send("POST", key, { query: { uploadId }, body })).text();
    // S3 can report an error after it has sent the status 200.
    if (text.includes("<Error>")) throw new BucketError(null, codeIn(text));
  }

  /** Deletes the parts of an interrupted upload. Does nothing if there are none. @throws BucketError */
  async abort(key: string, uploadId: string): Promise<void> {
    await this.#send("DELETE", key, { query: { uploadId } }).catch(unlessMissing);
  }

  /** Deletes an object. Does nothing if there is none. @throws BucketError */
  async delete(key: string): Promise<void> {
    await this.#send("DELETE", key).catch(unlessMissing);
  }

  /**
   * Reads part of an object. A response that breaks off is continued where it ended.
   *
   * @param start the first byte
   * @param end the byte after the last one
   * @throws BucketError with the status 404 or 416 if there are no such bytes
   */
  async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    let at = start;
    for (let tries = 1; at < end; tries++) {
      const before = at;
      const stall = new Stall(this.#timeout);
      const response = await this.#send("GET", key, { headers: { range: `bytes=${at}-${end - 1}` } }, stall);
      requireRange(response, at, end);
      try {
        for await (const bytes of bytesOf(response)) {
          stall.restart();
          at += bytes.length;
          yield bytes;
        }
        if (at < end) throw new BucketError(null, "the response is incomplete");
      } catch (error) {
        if (at > before) tries = 0;
        if (tries >= TRIES) throw asBucketError(error);
      } finally {
        stall.end();
      }
    }
  }

  /** @param stall limits the time for the whole response; if there is none, the response must arrive in time */
  async #send(
    method: string,
    key: string,
    { query = {}, headers = {}, body }: Sent = {},
    stall?: Stall,
  ): Promise<Response> {
    const url = this.#urlOf(key, query);
    const hash = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    for (let tries = 1; ; tries++) {
      const signer = new AwsV4Signer({
        ...{ method, url: url.href, headers: { ...headers, "x-amz-content-sha256": hash } },
        ...{ service: "s3", region: this.#settings.region },
        ...{ accessKeyId: this.#settings.accessKeyId, secretAccessKey: this.#settings.secretAccessKey },
      });
      const signed = await signer.sign();
      const limit = stall?.restart() ?? AbortSignal.timeout(this.#timeout);
      const init = { method, headers: signed.headers, cache: "no-store" as const, signal: limit };
      try {
        const response = await fetch(signed.url, body === undefined ? init : { ...init, body });
        if (response.ok) return response;
        throw new BucketError(response.status, codeIn(await response.text()));
      } catch (error) {
        const failure = asBucketError(error);
        stall?.end();
        if (tries >= TRIES || !isPassing(failure)) throw failure;
      }
      await wait(FIRST_WAIT * 2 ** (tries - 1));
    }
  }

  #urlOf(key: string, query: Record<string, string>): URL {
    const { endpoint, name, isPathStyle } = this.#settings;
    const url = new URL(endpoint);
    if (!isPathStyle) url.hostname = `${name}.${url.hostname}`;
    const path = [url.pathname.replace(/\/$/u, ""), ...(isPathStyle ? [name] : []), ...(key === "" ? [] : [key])];
    url.pathname = path.join("/");
    url.search = new URLSearchParams(query).toString();
    return url;
  }
}

/** Cancels a response from which no bytes have arrived for some time. */
class Stall {
  readonly #timeout: number;
  #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  restart(): AbortSignal {
    this.end();
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    const controller = this.#controller;
    this.#timer = setTimeout(() => controller.abort(new BucketError(null, "no response in time")), this.#timeout);
    return controller.signal;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** A response with other bytes than the requested ones must not be taken for them. */
function requireRange(response: Response, start: number, end: number): void {
  const [, from, to] = /^bytes (\d+)-(\d+)\//u.exec(response.headers.get("content-range") ?? "") ?? [];
  if (Number(from) !== start) throw new BucketError(response.status, "the service ignores ranges");
  if (Number(to) !== end - 1) throw new BucketError(416, "the object is shorter than expected");
}

function codeIn(xml: string): string {
  return /<Code>([\w.]+)<\/Code>/u.exec(xml)?.[1] ?? "no reason given";
}

function isPassing({ status }: BucketError): boolean {
  return status === null || status >= 500 || status === 429 || status === 408;
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof BucketError && error.status === 404)) throw error;
}

/** Errors of the network are turned into a `BucketError`. All others stay as they are. */
function asBucketError(error: unknown): BucketError {
  if (error instanceof BucketError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? ("code" in cause && String(cause.code)) || cause.name : "unknown";
  return new BucketError(null, reason);
}

/** The DOM's types don't know that streams can be iterated. */
function bytesOf({ body }: Response): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  return (body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null) ?? [];
}
