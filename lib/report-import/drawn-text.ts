import { gunzipSync, gzipSync } from "node:zlib";
import { carryBoxes } from "../word-boxes/carry";
import { decodeBoxes, encodeBoxes } from "../word-boxes/codec";
import type { BoxedText, PageSize, WordBox } from "../word-boxes/model";
import { type ShownWords, type Span, shownWords, spansOf } from "../word-boxes/queries";
import type { ImportedReport } from "./index";

/** The words of a file as drawn on its pages. */
interface DrawnText extends BoxedText {
  sizes: readonly PageSize[];
  /**
   * The number printed on each page, null before page 1; undefined if the file has none, or was read by an earlier
   * version.
   */
  folios?: readonly (number | null)[] | undefined;
}

/** A page of an edition, as stored. */
interface PlacedPage {
  /** In points. */
  width: number;
  height: number;
  /** The parts of the edition's text that are on the page. */
  spans: Span[];
  /** The boxes of the words, encoded and compressed. */
  words: Uint8Array;
  /** The number printed on the page; null if unknown. */
  number: number | null;
}

/** The pages of an edition, and how much of its text they show. */
export interface PlacedText extends ShownWords {
  pages: PlacedPage[];
}

/** What comes before the boxes in an encoded text. */
interface Head extends Pick<DrawnText, "text" | "sizes" | "folios"> {
  /** The number of bytes for the boxes of each page. */
  lengths: number[];
}

/** The drawn text of a file that was imported, encoded to be stored; undefined if the format has no pages. */
export function drawnTextOf({
  layout,
  boxed,
  folios,
}: Pick<ImportedReport, "layout" | "boxed" | "folios">): Uint8Array | undefined {
  return layout && boxed && encodeDrawnText({ ...boxed, sizes: layout.sizes, folios });
}

/** Encodes a drawn text, compressed with gzip: the length of the head, the head as JSON, and the boxes of each page. */
function encodeDrawnText({ text, sizes, folios, boxes }: DrawnText): Uint8Array {
  const pages = sizes.map((_, page) => encodeBoxes(boxes.filter((box) => box.page === page)));
  const head: Head = { text, sizes, folios, lengths: pages.map(({ length }) => length) };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return gzipSync(Buffer.concat([length, json, ...pages]));
}

/** Decodes what `encodeDrawnText` returns. */
export function decodeDrawnText(bytes: Uint8Array): DrawnText {
  const plain = gunzipSync(bytes);
  let at = 4 + plain.readUInt32LE(0);
  const { text, sizes, folios, lengths } = JSON.parse(plain.toString("utf8", 4, at)) as Head;
  const boxes = lengths.flatMap((length, page) => {
    at += length;
    return decodeBoxes(plain.subarray(at - length, at), page);
  });
  return { text, sizes, folios, boxes: boxes.sort((a, b) => a.start - b.start) };
}

/** Finds the words of an edition on the pages of a file. */
export function placeOnPages({ drawn, text }: { drawn: Uint8Array; text: string }): PlacedText {
  const from = decodeDrawnText(drawn);
  const byPage = from.sizes.map((): WordBox[] => []);
  const found = carryBoxes(from, text);
  for (const box of found) byPage[box.page]?.push(box);
  const pages = byPage.map((boxes, page) => {
    const [width, height] = from.sizes[page]!;
    const words = gzipSync(encodeBoxes(boxes));
    return { width, height, spans: spansOf(boxes), words, number: from.folios?.[page] ?? null };
  });
  return { pages, ...shownWords(found, text) };
}
