import type { Language } from "../../report/model";
import { TESSERACT_NAMES } from "../ocr/engine";
import type { ImportWarning } from "../warning";
import type { PdfFile } from "./read-pdf";

/** Maximum number of uncertain words that a warning quotes. */
const QUOTED = 8;
/**
 * Minimum share of Kazakh letters in Kazakh text. With the Kazakh language data, a few are recognized in Russian text
 * too.
 */
const KAZAKH = 0.05;

const NAMES: Record<Language, string> = { en: "English", ru: "Russian", kk: "Kazakh" };

/**
 * The import warnings about scanned pages. They say how many pages were scanned, which words are uncertain, and if
 * necessary, that the language of the text could not be recognized.
 *
 * @param text the text of the report
 * @param language the language of the text, if given
 */
export function doubtsOfScans(
  { pages, ocrLanguages }: Pick<PdfFile, "pages" | "ocrLanguages">,
  text: string,
  language: Language | undefined,
): ImportWarning[] {
  const scans = pages.flatMap(({ index, recognized }) => (recognized ? [{ line: index + 1, ...recognized }] : []));
  const [first] = scans;
  if (!first) return [];
  const needed = language ?? languageIn(text);
  return [
    { line: first.line, text: introduction(scans.length, pages.length) },
    ...(ocrLanguages?.includes(needed) ? [] : [{ line: first.line, text: missing(needed) }]),
    ...scans.flatMap(({ line, uncertain }) => (uncertain.length > 0 ? [{ line, text: quoted(uncertain) }] : [])),
  ];
}

function introduction(scans: number, pages: number): string {
  const which =
    scans === pages ? "This file is a scan" : scans === 1 ? "This page is a scan" : `${scans} pages are scans`;
  return `${which}, so the text was recognized (OCR). Check names and numbers.`;
}

function missing(language: Language): string {
  const name = NAMES[language];
  return `The text seems to be in ${name}, but this server can’t recognize ${name} yet, so expect many errors. Install Tesseract with ${name} on the server (on Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-${TESSERACT_NAMES[language]}), then import the file again.`;
}

function quoted(words: readonly string[]): string {
  const some = words.slice(0, QUOTED).map((word) => `“${word}”`);
  const more = words.length > QUOTED ? ", …" : "";
  return words.length === 1
    ? `1 word is uncertain: ${some[0]}.`
    : `${words.length} words are uncertain: ${some.join(", ")}${more}.`;
}

/** The language of recognized text. The text can contain letters of another language for which it was mistaken. */
function languageIn(text: string): Language {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  if (cyrillic <= count(/\p{Script=Latin}/gu)) return "en";
  return count(/[әғқңөұүһі]/giu) >= KAZAKH * cyrillic ? "kk" : "ru";
}
