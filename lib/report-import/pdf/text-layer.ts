import type { Recognition } from "../recognition";

/** Measurements of a page's content. They determine whether the text of the page must be recognized. */
export interface TextLayer {
  /** The number of characters that can be read. */
  characters: number;
  /** The number of characters that the file does not map to Unicode. */
  unmapped: number;
  /** Whether there is anything on the page besides text. */
  isDrawn: boolean;
  /** The share of the page that its largest picture covers. */
  pictured: number;
  /** The number of pixels of the largest picture. */
  pixels: number;
}

export const NO_TEXT: TextLayer = { characters: 0, unmapped: 0, isDrawn: false, pictured: 0, pixels: 0 };

/** Minimum share of unmapped characters for the text to count as garbage. Bullets and formulas are often unmapped. */
const GARBAGE = 0.3;
/** Minimum share of the page that the picture of a scan must cover. */
const SCAN = 0.6;
/** Maximum number of characters on a scan. Archives stamp a line or two on each page. */
const STAMP = 250;

/** Whether a page is read as an image. Blank pages never are. */
export function isRecognized(layer: TextLayer, recognize: Recognition): boolean {
  const isBlank = layer.characters === 0 && layer.unmapped === 0 && !layer.isDrawn;
  return recognize === "auto" ? isScan(layer) : recognize === "always" && !isBlank;
}

/** Whether a page's text exists only in its image and so must be recognized. A blank page has no text. */
function isScan({ characters, unmapped, isDrawn, pictured }: TextLayer): boolean {
  const all = Math.max(characters, unmapped);
  if (all > 0 && unmapped >= GARBAGE * all) return true;
  return all === 0 ? isDrawn : pictured >= SCAN && characters < STAMP;
}
