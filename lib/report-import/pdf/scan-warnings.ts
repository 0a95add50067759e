import { type Problem, problem } from "../../errors/problem";
import type { Language } from "../../report/model";
import type { ImportOptions } from "../index";
import { TESSERACT_NAMES } from "../ocr/engine";
import type { ImportWarning } from "../warning";
import type { PdfFile } from "./read-pdf";

/** Maximum number of uncertain words that a warning quotes. */
const QUOTED = 8;
/**
 * Minimum share of Kazakh letters in Kazakh text. With the Kazakh language data, a few such letters are recognized in
 * Russian text too.
 */
const KAZAKH = 0.05;

/**
 * The import warnings about scanned pages. They say how many pages were scanned, which words are uncertain and, if
 * necessary, that the language of the text could not be recognized.
 *
 * @param text the text of the report
 * @param options the language of the text, if given, and which pages the user wanted to be recognized
 */
export function doubtsOfScans(
  { pages, ocrLanguages }: Pick<PdfFile, "pages" | "ocrLanguages">,
  text: string,
  { language, recognize }: Pick<ImportOptions, "language" | "recognize">,
): ImportWarning[] {
  const scans = pages.flatMap(({ index, recognized }) => (recognized ? [{ line: index + 1, ...recognized }] : []));
  const [first] = scans;
  if (!first) return [];
  const needed = language ?? languageIn(text);
  return [
    { line: first.line, problem: introduction(scans.length, pages.length, recognize === "always") },
    ...(ocrLanguages?.includes(needed) ? [] : [{ line: first.line, problem: missing(needed) }]),
    ...scans.flatMap(({ line, uncertain }) => (uncertain.length > 0 ? [{ line, problem: quoted(uncertain) }] : [])),
  ];
}

function introduction(scans: number, pages: number, isChosen: boolean): Problem {
  if (isChosen) return problem("import-warning.scan.chosen");
  if (scans === pages) return problem("import-warning.scan.file");
  return scans === 1 ? problem("import-warning.scan.page") : problem("import-warning.scan.pages", { count: scans });
}

function missing(language: Language): Problem {
  const data = TESSERACT_NAMES[language];
  return problem("import-warning.scan.language", { language: problem(`language.${language}`), data });
}

function quoted(words: readonly string[]): Problem {
  const [word = ""] = words;
  if (words.length === 1) return problem("import-warning.uncertain.one", { word });
  const some = words.slice(0, QUOTED).map((word) => `“${word}”`);
  const more = words.length > QUOTED ? ", …" : "";
  return problem("import-warning.uncertain.many", { count: words.length, words: `${some.join(", ")}${more}` });
}

/** The language of recognized text. A few letters of another language may have been recognized by mistake. */
function languageIn(text: string): Language {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  if (cyrillic <= count(/\p{Script=Latin}/gu)) return "en";
  return count(/[әғқңөұүһі]/giu) >= KAZAKH * cyrillic ? "kk" : "ru";
}
