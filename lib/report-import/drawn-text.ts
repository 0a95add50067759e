import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Language } from "../report/model";
import { carryBoxes } from "../word-boxes/carry";
import { decodeBoxes, encodeBoxes } from "../word-boxes/codec";
import type { BoxedText, PageSize } from "../word-boxes/model";
import { type Span, spansOf } from "../word-boxes/queries";
import type { PageLayout } from "./layout";
import { importPdf } from "./pdf";
import type { Recognition } from "./recognition";

/** The words of a file as drawn on its pages. */
interface DrawnText extends BoxedText {
  sizes: readonly PageSize[];
}

/** A page of an edition, as stored. */
export interface PlacedPage {
  /** In points. */
  width: number;
  height: number;
  /** The parts of the edition's text that are on the page. */
  spans: Span[];
  /** The boxes of the words, encoded and compressed. */
  words: Uint8Array;
}

/** What comes before the boxes in an encoded text. */
interface Head extends Pick<DrawnText, "text" | "sizes"> {
  /** The number of bytes for the boxes of each page. */
  lengths: number[];
}

/** The drawn text of a file that was imported, encoded to be stored; undefined if the format has no pages. */
export function drawnTextOf({ layout, boxed }: { layout?: PageLayout; boxed?: BoxedText }): Uint8Array | undefined {
  return layout && boxed && encodeDrawnText({ ...boxed, sizes: layout.sizes });
}

/** Encodes a drawn text, compressed with gzip: the length of the head, the head as JSON, and the boxes of each page. */
function encodeDrawnText({ text, sizes, boxes }: DrawnText): Uint8Array {
  const pages = sizes.map((_, page) => encodeBoxes(boxes.filter((box) => box.page === page)));
  const head: Head = { text, sizes, lengths: pages.map(({ length }) => length) };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return gzipSync(Buffer.concat([length, json, ...pages]));
}

/** Decodes what `encodeDrawnText` returns. */
export function decodeDrawnText(bytes: Uint8Array): DrawnText {
  const plain = gunzipSync(bytes);
  let at = 4 + plain.readUInt32LE(0);
  const { text, sizes, lengths } = JSON.parse(plain.toString("utf8", 4, at)) as Head;
  const boxes = lengths.flatMap((length, page) => {
    at += length;
    return decodeBoxes(plain.subarray(at - length, at), page);
  });
  return { text, sizes, boxes: boxes.sort((a, b) => a.start - b.start) };
}

/** Finds the words of an edition on the pages of its file. */
export function placeOnPages({ drawn, text }: { drawn: Uint8Array; text: string }): PlacedPage[] {
  const from = decodeDrawnText(drawn);
  const pages = from.sizes.map((): ReturnType<typeof carryBoxes> => []);
  for (const box of carryBoxes(from, text)) pages[box.page]?.push(box);
  return pages.map((boxes, page) => {
    const [width, height] = from.sizes[page]!;
    return { width, height, spans: spansOf(boxes), words: gzipSync(encodeBoxes(boxes)) };
  });
}

/** How a PDF was read. */
export interface FileToDraw {
  /** The path of the file. */
  content: string;
  recognize: Recognition;
  language: Language;
}

/**
 * Reads the drawn text of a PDF that was imported by an earlier version, which did not keep it.
 *
 * @throws any error from `importPdf`
 */
export async function readDrawnText({ content, recognize, language }: FileToDraw): Promise<Uint8Array | undefined> {
  const options = { title: "untitled", slug: "report", isSourceKept: false, recognize, language, ...WITHOUT_PICTURES };
  return drawnTextOf(await importPdf(new Uint8Array(await readFile(content)), options));
}

/** The time limit for recognizing text is that of an import. */
const WITHOUT_PICTURES = { scanSeconds: 540, pictureSeconds: 0 };
