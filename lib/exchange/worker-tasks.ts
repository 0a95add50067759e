/** The tasks of imports and exports that run in a worker (`lib/workers`). Their cost depends on user input. */

import type { Anchor } from "../anchoring/anchor";
import { Comparisons } from "../annotations/placements/placing";
import { parseJson, type RawBody, validate } from "../json-body";
import { codePointsOf } from "../report/code-points";
import { unpack } from "../workers/packed";
import { anchorPortable, type SearchedText } from "./anchoring";
import type { PortableQuote } from "./portable";
import type { ReadableNote } from "./prose";
import { type ReadFile, readFile } from "./read-file";
import { type ImportFile, importFile } from "./schemas";
import { docxOf } from "./write-docx";

export { occurringIn } from "./occurring";
export { readAlone } from "./read-file";

/** A parsed import request. */
export interface ReadImport extends ReadFile {
  /** The options that were sent with the file. */
  taken: Pick<ImportFile, "report" | "visibility">;
}

/** @throws any error from `parseJson`, `validate` and `readFile` */
export function readImport(chunks: RawBody["chunks"]): ReadImport {
  const { text, ...taken } = validate(importFile, parseJson(new TextDecoder().decode(Buffer.concat(chunks))));
  return { ...readFile(text), taken };
}

/** Quotes, and the text to search for them. */
export interface Quotes {
  text: string;
  /** `isOwn` says whether the source claims that the passage is from this very text. */
  quotes: readonly { quote: PortableQuote; isOwn: boolean }[];
}

/** The anchor of each quote. */
export function anchorQuotes({ text, quotes }: Quotes): Anchor[] {
  const searched: SearchedText = { text, points: codePointsOf(text) };
  const comparisons = new Comparisons();
  return quotes.map(({ quote, isOwn }) => anchorPortable(searched, quote, comparisons, isOwn));
}

/** Notes as a Word document. */
export function writeDocx(parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return docxOf(unpack<ReadableNote>(parts));
}
