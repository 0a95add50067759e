/** Reads hOCR, the HTML in which Tesseract describes the recognized text, with a box for each character. */

import type { Box } from "../pdf/page";

/** A recognized character. Only its horizontal extent is exact. */
interface OcrCharacter {
  text: string;
  x0: number;
  x1: number;
}

export interface OcrWord extends Box {
  characters: OcrCharacter[];
  /** The confidence, from 0 to 100. */
  confidence: number;
}

export interface OcrLine extends Box {
  words: OcrWord[];
  /** The y coordinate of the baseline at the middle of the line. */
  baseline: number;
}

/** Maximum length of the input. The hOCR of a page takes a few hundred kilobytes. */
const MAX_LENGTH = 20_000_000;

const TAG = /<span class=['"](ocr_\w+|ocrx_\w+)['"][^>]*?title=(?:"([^"]*)"|'([^']*)')[^>]*>([^<]*)/gu;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The lines of a page, in the order in which Tesseract read them. */
export function linesOfHocr(hocr: string): OcrLine[] {
  const lines: OcrLine[] = [];
  for (const [, kind, double, single, text = ""] of hocr.slice(0, MAX_LENGTH).matchAll(TAG)) {
    const title = double ?? single ?? "";
    if (kind === "ocrx_word") {
      const box = boxIn(title, "bbox");
      if (box) lines.at(-1)?.words.push({ ...box, characters: [], confidence: numbersIn(title, "x_wconf")[0] ?? 0 });
    } else if (kind === "ocrx_cinfo") {
      const box = boxIn(title, "x_bboxes");
      const character = text.replace(/&(amp|lt|gt|quot|#39);/gu, (_, name: string) => ENTITIES[name] ?? "");
      if (box && character.trim() !== "")
        lines.at(-1)?.words.at(-1)?.characters.push({ text: character, x0: box.x0, x1: box.x1 });
    } else {
      const box = boxIn(title, "bbox");
      if (!box) continue;
      const [slope = 0, offset = 0] = numbersIn(title, "baseline");
      lines.push({ ...box, words: [], baseline: box.y1 + offset + (slope * (box.x1 - box.x0)) / 2 });
    }
  }
  for (const line of lines) line.words = line.words.filter((word) => word.characters.length > 0);
  return lines.filter((line) => line.words.length > 0);
}

/** The text of a word. */
export const wordText = ({ characters }: Pick<OcrWord, "characters">): string =>
  characters.map(({ text }) => text).join("");

function numbersIn(title: string, name: string): number[] {
  const found = new RegExp(`(?:^|; *)${name} ([-\\d. ]+)`, "u").exec(title)?.[1];
  return found === undefined ? [] : found.trim().split(/ +/u).map(Number);
}

function boxIn(title: string, name: string): Box | undefined {
  const [x0, y0, x1, y1] = numbersIn(title, name);
  return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined ? undefined : { x0, y0, x1, y1 };
}
