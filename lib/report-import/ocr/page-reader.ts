import type { Language } from "../../report/model";
import type { OcrEngine } from "./engine";
import { wordText } from "./hocr";
import type { GreyImage } from "./image";
import { type ScannedPage, scanPage } from "./scan-page";

/**
 * A page counts as English if at least this share of its letters are Latin, and if it has at least this number of
 * letters.
 */
const LATIN = 0.97;
const MIN_LETTERS = 200;
/** Confidence below which a page may be in a different language from the pages before it. */
const POOR = 80;

/**
 * Recognizes the pages of a document. When Tesseract reads several languages at once, it mistakes some Latin letters
 * for Cyrillic ones. Therefore, the pages of an English document are read as English only.
 */
export class PageReader {
  readonly #engine: OcrEngine;
  readonly #all: readonly Language[];
  #languages: readonly Language[];

  /** @param language the language of the text; by default, all of the engine's languages */
  constructor(engine: OcrEngine, language?: Language) {
    this.#engine = engine;
    this.#all = language !== undefined && engine.languages.includes(language) ? [language] : engine.languages;
    this.#languages = this.#all;
  }

  async read(image: GreyImage): Promise<ScannedPage> {
    const page = await scanPage(image, this.#engine, this.#languages);
    const isNarrowed = this.#languages !== this.#all;
    if (isNarrowed && page.confidence < POOR) return better(page, await scanPage(image, this.#engine, this.#all));
    const isEnglish = !isNarrowed && this.#all.length > 1 && this.#all.includes("en") && isLatin(page);
    if (!isEnglish) return page;
    this.#languages = ["en"];
    return better(await scanPage(image, this.#engine, this.#languages), page);
  }
}

const better = (first: ScannedPage, second: ScannedPage): ScannedPage =>
  second.confidence > first.confidence ? second : first;

function isLatin({ lines }: ScannedPage): boolean {
  const text = lines.flatMap(({ words }) => words.map(wordText)).join(" ");
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters >= MIN_LETTERS && latin >= LATIN * letters;
}
