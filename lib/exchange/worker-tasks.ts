/** The tasks of imports and exports that run in a worker (`lib/workers`). Their cost depends on user input. */

import type { Anchor } from "../anchoring/anchor";
import { Comparisons } from "../annotations/placements/placing";
import { parseJson, type RawBody, validate } from "../json-body";
import { codePointsOf } from "../report/code-points";
import type { PlacedPicture } from "../report/placed-pictures";
import type { PageRect } from "../word-boxes/model";
import { unpack } from "../workers/packed";
import { anchorPortable, type SearchedText } from "./anchoring";
import { PageWords } from "./page-words";
import type { PortableArea, PortableQuote } from "./portable";
import { type ReadFile, readFile } from "./read-file";
import { type ImportFile, importFile } from "./schemas";
import { docxOf, type NoteInWord } from "./write-docx";

export { occurringIn } from "./occurring";
export { annotatePdf } from "./pdf/annotate-pdf";
export { readPdfNotes } from "./pdf/read-pdf";
export { readAlone } from "./read-file";

/** A parsed import request. */
export interface ReadImport extends ReadFile {
  /** The options that were sent with the file. */
  taken: Omit<ImportFile, "text">;
}

/** @throws any error from `parseJson`, `validate` and `readFile` */
export function readImport(chunks: RawBody["chunks"]): ReadImport {
  const { text, ...taken } = validate(importFile, parseJson(new TextDecoder().decode(Buffer.concat(chunks))));
  // A worker that reads PDFs reads the uploaded file.
  if (text === undefined) return { format: "pdf", entries: [], missing: 0, taken };
  return { ...readFile(text), taken };
}

/** Quotes, and the text to search for them. */
export interface Quotes {
  text: string;
  /** The boxes of the text's words on each page, encoded and compressed; empty if no quote has places on pages. */
  words: readonly Uint8Array[];
  /** `isOwn` says whether the source claims that the passage is from this very text. */
  quotes: readonly SoughtQuote[];
  /** The pictures in the text, and the hash of the file that has the pages; absent if no quote is an area. */
  pictures?: readonly Pick<PlacedPicture, "id" | "offset">[];
  hash?: string | null;
}

interface SoughtQuote {
  quote: PortableQuote;
  pages?: readonly PageRect[] | undefined;
  area?: PortableArea | undefined;
  isOwn: boolean;
}

/**
 * The anchor of a quote, and the words there if they were found by their place on the pages. The words of an area
 * describe it.
 */
export interface AnchoredQuote {
  anchor: Anchor;
  words?: string;
}

/** The anchor of each quote. */
export function anchorQuotes({ text, words, quotes, pictures = [], hash = null }: Quotes): AnchoredQuote[] {
  const searched: SearchedText = { text, points: codePointsOf(text) };
  const comparisons = new Comparisons();
  const pages = new PageWords(text, words);
  return quotes.map(({ quote, pages: rects = [], area, isOwn }) => {
    if (area) {
      const there =
        "picture" in area.area
          ? placeOfPicture(area.area.picture, pictures)
          : area.page && pages.placeOfArea(area.area, area.page, hash);
      if (!there) return { anchor: { state: "orphan" } };
      const { offset, words } = there;
      return { anchor: { state: "anchored", start: offset, end: offset }, words: area.description || words };
    }
    const span = pages.spanUnder(rects, quote.exact, isOwn);
    if (span) return { anchor: { state: "anchored", ...span }, words: text.slice(span.start, span.end) };
    const anchor = anchorPortable(searched, quote, comparisons, isOwn);
    if (anchor.state !== "ambiguous" || quote.page === undefined) return { anchor };
    const there = pages.spanOnPage(quote.page, quote.exact);
    return { anchor: there ? { state: "anchored", ...there } : anchor };
  });
}

/** The only place of a picture in a text; undefined if it isn't there, or several times. */
function placeOfPicture(id: string, pictures: NonNullable<Quotes["pictures"]>) {
  const [found, ...others] = pictures.filter((picture) => picture.id === id);
  return found && others.length === 0 ? { offset: found.offset, words: "" } : undefined;
}

/** Notes as a Word document. */
export function writeDocx(parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return docxOf(unpack<NoteInWord>(parts));
}
