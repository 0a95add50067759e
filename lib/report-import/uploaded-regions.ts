import { readFile } from "node:fs/promises";
import type { Language } from "../report/model";
import type { RegionToMark } from "./corrections/regions";
import { readRegion } from "./pdf/read-region";
import type { ReadPicture } from "./pictures/collector";
import type { Recognition } from "./recognition";
import type { RegionContent } from "./regions";
import { signatureOf } from "./signature";

/** A region of a PDF to read, as passed to a worker. */
export interface RegionToRead {
  /** The file's bytes, or the path of a file that contains them. */
  content: Uint8Array | string;
  region: RegionToMark;
  recognize?: Recognition;
  language?: Language;
}

/** What a region contains, and its picture, which is stored separately. */
export interface ReadRegion {
  content: RegionContent;
  pictures: readonly ReadPicture[];
}

/** Reads a region of a PDF that a user has marked. */
export async function readMarkedRegion({ content, region, ...options }: RegionToRead): Promise<ReadRegion> {
  const bytes = typeof content === "string" ? new Uint8Array(await readFile(content)) : content;
  // The next edition's file can have another format.
  if (signatureOf("", bytes) !== "pdf") return { content: { lines: [] }, pictures: [] };
  return readRegion(bytes, region, options);
}
