import { Inflate } from "fflate";
import { UserError } from "../../errors";
import { LIMITS } from "../pictures/limits";
import { tooLarge } from "./limits";

/** Maximum uncompressed size of one part, and of all parts that are read, in bytes. */
const MAX_PART = 64 * 1024 * 1024;
const MAX_TOTAL = 128 * 1024 * 1024;
const MAX_ENTRIES = 20_000;
/** Maximum uncompressed size of all pictures that are read, including those that are left out later, in bytes. */
const MAX_PICTURES = 192 * 1024 * 1024;
/**
 * Number of compressed bytes to inflate per step. They expand by a factor of at most a thousand, so the size limit can
 * only be exceeded by a known amount.
 */
const STEP = 4096;

// The records of a ZIP file: their signatures, and their sizes in bytes, not counting names and comments (APPNOTE 4.3).
const END = { signature: 0x06054b50, size: 22, maxComment: 0xffff };
const CENTRAL = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };

/** Compression methods (APPNOTE 4.4.5). */
const METHODS = { stored: 0, deflated: 8 };

/** The flag of an encrypted part. */
const ENCRYPTED = 1;

interface Entry {
  method: number;
  isEncrypted: boolean;
  start: number;
  packed: number;
}

export function damaged(): UserError {
  return new UserError("import-damaged.file");
}

export function isProtected(): UserError {
  return new UserError("import-password.file");
}

/**
 * A ZIP file with the parts of a document. Parts are inflated on demand and in memory only. Sizes are counted while
 * inflating, because the sizes declared in the file can be wrong.
 */
export class Package {
  readonly #entries = new Map<string, Entry>();
  #read = 0;
  #pictures = 0;

  /** @throws UserError `import-damaged`, `import-too-large` */
  constructor(private readonly bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = endRecordOf(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count > MAX_ENTRIES) throw tooLarge();
    for (let n = 0; n < count; n++) {
      if (at + CENTRAL.size > bytes.length || view.getUint32(at, true) !== CENTRAL.signature) throw damaged();
      const [length, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL.size, at + CENTRAL.size + length!));
      const entry = {
        isEncrypted: (view.getUint16(at + 8, true) & ENCRYPTED) !== 0,
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        start: view.getUint32(at + 42, true),
      };
      if (!this.#entries.has(name)) this.#entries.set(name, entry);
      at += CENTRAL.size + length! + extra! + comment!;
    }
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * The content of a part; undefined if it does not exist.
   *
   * @throws UserError `import-damaged`, `import-too-large`, `import-password`
   */
  read(name: string): Uint8Array | undefined {
    const part = this.#inflated(name, Math.min(MAX_PART, MAX_TOTAL - this.#read));
    this.#read += part?.length ?? 0;
    return part;
  }

  /**
   * Reads a picture. Its size counts towards a separate limit, so that the text can be read even if there are too many
   * pictures.
   *
   * @throws UserError `import-damaged`, `import-too-large`, `import-password`
   */
  readPicture(name: string): Uint8Array | undefined {
    const part = this.#inflated(name, Math.min(LIMITS.bytes, MAX_PICTURES - this.#pictures));
    this.#pictures += part?.length ?? 0;
    return part;
  }

  #inflated(name: string, limit: number): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    if (entry.isEncrypted) throw isProtected();
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    const { start, packed, method } = entry;
    if (start + LOCAL.size > this.bytes.length || view.getUint32(start, true) !== LOCAL.signature) throw damaged();
    const from = start + LOCAL.size + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    if (from + packed > this.bytes.length) throw damaged();
    const data = this.bytes.subarray(from, from + packed);
    if (method !== METHODS.stored && method !== METHODS.deflated) throw damaged();
    const part = method === METHODS.stored ? data : inflate(data, limit);
    if (part.length > limit) throw tooLarge();
    return part;
  }
}

function endRecordOf(view: DataView): number {
  const last = view.byteLength - END.size;
  for (let at = last; at >= Math.max(0, last - END.maxComment); at--) {
    if (view.getUint32(at, true) === END.signature) return at;
  }
  throw damaged();
}

function inflate(data: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const stream = new Inflate((part, isFinal) => {
    length += part.length;
    if (length > limit) throw tooLarge();
    parts.push(part);
    isWhole = isFinal;
  });
  try {
    for (let at = 0; at < data.length; at += STEP) stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw damaged();
  }
  if (!isWhole) throw damaged();
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
