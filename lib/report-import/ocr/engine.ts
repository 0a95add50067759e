import type { Language } from "../../report/model";
import type { GreyImage } from "./image";

/** What to read: a page with its layout, a block of lines, or note markers scattered over an image. */
export type OcrTask = "page" | "lines" | "markers";

/** A text recognition engine with its languages. */
export interface OcrEngine {
  /** The languages that the engine can read. */
  languages: readonly Language[];
  /**
   * Recognizes an image.
   *
   * @param languages at least one of the engine's languages
   * @returns hOCR; empty if it fails, for example because it takes too long
   */
  read(image: GreyImage, task: OcrTask, languages: readonly Language[]): Promise<string>;
  stop(): Promise<void>;
}

/** Tesseract's language names. */
export const TESSERACT_NAMES: Record<Language, string> = { en: "eng", ru: "rus", kk: "kaz" };

/** The characters of note markers. */
export const MARKER_CHARACTERS = "0123456789[]()*";

/** The resolution of page images. Tesseract was trained at this resolution. */
export const DPI = 300;
