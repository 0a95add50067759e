import { createHash } from "node:crypto";
import { UserError } from "../../errors";
import { type Problem, problem } from "../../errors/problem";
import type { Picture } from "../../report/pictures";
import { type MediaType, readHeader } from "./header";
import { LIMITS, MAX_MEGABYTES, MAX_MEGAPIXELS } from "./limits";

/** A picture that was read from a file. */
export interface ReadPicture {
  /** The first 32 hexadecimal digits of the SHA-256 hash of the bytes, so that identical pictures have the same id. */
  id: string;
  mediaType: MediaType;
  /** In pixels. */
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** One version of a picture in a file. Some files contain the same picture in several formats. */
export interface PictureSource {
  /** Identifies the part of the file, so that a picture that occurs on every page is read only once. */
  key: string;
  /** @returns undefined if the file doesn't contain the picture */
  read(): Uint8Array | undefined;
}

/** Why a picture is left out. */
type Refusal = "absent" | "format" | "drawn" | "slow" | "bytes" | "pixels" | "total";

/** Collects the pictures of one file, within limits. A picture that is left out never makes the import fail. */
export class PictureCollector {
  readonly #pictures = new Map<string, ReadPicture>();
  readonly #known = new Map<string, ReadPicture | Refusal>();
  readonly #refused = new Map<Refusal, number>();
  #bytes = 0;

  /**
   * Adds a picture for one image in the text.
   *
   * @param bytes undefined if the file doesn't contain the picture
   * @param shownWidth the width at which the file shows it, in CSS pixels
   * @returns undefined if the picture is left out, in which case the image is written as missing
   */
  add(bytes: Uint8Array | undefined, shownWidth?: number): Picture | undefined {
    return this.#settled(this.#check(bytes), shownWidth);
  }

  /** Like `add`, but tries several sources and adds the first one that can be shown. */
  addFirst(sources: readonly PictureSource[], shownWidth?: number): Picture | undefined {
    let refusal: Refusal = "absent";
    for (const source of sources) {
      const result = this.#read(source);
      if (typeof result !== "string") return this.#settled(result, shownWidth);
      refusal = result;
    }
    return this.#settled(refusal, shownWidth);
  }

  /** Counts a chart or drawing that is missing because the file doesn't store it as a picture. */
  addDrawn(): undefined {
    this.#settled("drawn", undefined);
  }

  /** Counts a figure that took too long to draw. */
  addSlow(): undefined {
    this.#settled("slow", undefined);
  }

  /** The pictures that were added, without duplicates. */
  get pictures(): ReadPicture[] {
    return [...this.#pictures.values()];
  }

  /** Warnings about the pictures that were left out, by reason. */
  warnings(): Problem[] {
    return [...this.#refused].map(([refusal, count]) => {
      const reason = REASONS[refusal];
      return count === 1
        ? problem("import-warning.pictures.one", { reason })
        : problem("import-warning.pictures.many", { count, reason });
    });
  }

  #settled(result: ReadPicture | Refusal, shownWidth: number | undefined): Picture | undefined {
    if (typeof result === "string") {
      this.#refused.set(result, (this.#refused.get(result) ?? 0) + 1);
      return undefined;
    }
    const { id, width, height } = result;
    const isGiven = shownWidth !== undefined && shownWidth >= 1;
    const scale = Math.min(isGiven ? shownWidth / width : 1, LIMITS.side / Math.max(width, height));
    const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
    return { id, width: scaled(width), height: scaled(height) };
  }

  #read({ key, read }: PictureSource): ReadPicture | Refusal {
    const known = this.#known.get(key);
    if (known) return known;
    let result: ReadPicture | Refusal;
    try {
      result = this.#check(read());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      result = error.code === "import-too-large" ? "bytes" : "absent";
    }
    this.#known.set(key, result);
    return result;
  }

  #check(bytes: Uint8Array | undefined): ReadPicture | Refusal {
    if (!bytes || bytes.length === 0) return "absent";
    const header = readHeader(bytes);
    if (!header) return "format";
    const { width, height } = header;
    if (bytes.length > LIMITS.bytes) return "bytes";
    const isSized = width > 0 && height > 0 && Math.max(width, height) <= LIMITS.side;
    if (!isSized || width * height > LIMITS.pixels) return "pixels";
    const id = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
    const known = this.#pictures.get(id);
    if (known) return known;
    if (this.#pictures.size >= LIMITS.count || this.#bytes + bytes.length > LIMITS.totalBytes) return "total";
    this.#bytes += bytes.length;
    // Copied, because the bytes can be a view of the whole file, which would otherwise stay in memory.
    const picture = { id, ...header, bytes: bytes.slice() };
    this.#pictures.set(id, picture);
    return picture;
  }
}

const REASONS: Record<Refusal, Problem> = {
  absent: problem("no-picture.absent"),
  format: problem("no-picture.format"),
  drawn: problem("no-picture.drawn"),
  slow: problem("no-picture.slow"),
  bytes: problem("no-picture.bytes", { max: MAX_MEGABYTES }),
  pixels: problem("no-picture.pixels", { max: MAX_MEGAPIXELS, side: LIMITS.side }),
  total: problem("no-picture.total", { count: LIMITS.count, max: LIMITS.totalBytes / 1024 / 1024 }),
};

/** The pictures that a Markdown text refers to. */
export function picturesIn(markdown: string, pictures: readonly ReadPicture[]): ReadPicture[] {
  const used = new Set([...markdown.matchAll(/\(picture:([0-9a-f]{32})\//gu)].map((match) => match[1]));
  return pictures.filter(({ id }) => used.has(id));
}
