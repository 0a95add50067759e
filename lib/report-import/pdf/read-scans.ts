import { UserError } from "../../errors";
import type { Language } from "../../report/model";
import { PageReader } from "../ocr/page-reader";
import { startOcr } from "../ocr/start";
import type { Recognition } from "../recognition";
import type { Page } from "./page";
import type { Pdfium } from "./pdfium";
import { renderPage } from "./render-page";
import { pagesOfScans, type Scan } from "./scanned-pages";

export interface ScanOptions {
  /** The language of the text; by default, all languages that can be recognized. */
  language?: Language;
  /** The pages to recognize; by default, those without usable text. */
  recognize?: Recognition;
  /** Time limit for all pages, in seconds; none by default. */
  seconds?: number;
}

/** Recognized pages, by their index, and the languages that could be recognized. */
export interface ReadScans {
  pages: Map<number, Page>;
  languages: readonly Language[];
}

interface ScanWatcher {
  /** Called before each page, with its index. */
  onStart?(index: number): void;
  /** Called after each page. */
  onScan?(scan: Scan): void;
}

/**
 * The number of pages after which the total time can be estimated, and the factor by which the estimate may be wrong.
 */
const SAMPLE = 3;
const MARGIN = 1.25;

/**
 * Recognizes the text of pages that have none.
 *
 * @param scans the pages as read
 * @throws UserError `pdf-scan-too-long` (413), and those of `onStart`
 */
export async function readScans(
  engine: Pdfium,
  document: number,
  scans: readonly Page[],
  { language, recognize: mode, seconds = Number.POSITIVE_INFINITY }: ScanOptions,
  { onStart, onScan }: ScanWatcher = {},
): Promise<ReadScans> {
  const ocr = await startOcr();
  try {
    const reader = new PageReader(ocr, language);
    const found: Scan[] = [];
    const start = performance.now();
    for (const [done, page] of scans.entries()) {
      onStart?.(page.index);
      checkTime({ done, all: scans.length, elapsed: (performance.now() - start) / 1000, seconds, mode });
      const scan = await recognize(engine, document, page, reader);
      if (!scan) continue;
      found.push(scan);
      onScan?.(scan);
    }
    const pages = new Map(pagesOfScans(found).map((page) => [page.index, page]));
    if (mode === "always") return { pages, languages: ocr.languages };
    for (const page of scans) {
      // If the original text is longer than the recognized text, it is not a stamp on a scan but a caption below a
      // picture.
      const isPoorer = (pages.get(page.index)?.glyphs.length ?? 0) < page.glyphs.length;
      if (isPoorer) pages.set(page.index, page);
    }
    return { pages, languages: ocr.languages };
  } finally {
    await ocr.stop();
  }
}

async function recognize(
  engine: Pdfium,
  document: number,
  { index, label }: Page,
  reader: PageReader,
): Promise<Scan | undefined> {
  const rendered = renderPage(engine, document, index);
  if (!rendered) return undefined;
  const { image, scale } = rendered;
  return { scanned: await reader.read(image), page: { index, label }, scale };
}

interface Timing {
  /** The number of pages that have been recognized, and the total number to recognize. */
  done: number;
  all: number;
  /** In seconds. */
  elapsed: number;
  /** Time limit, in seconds. */
  seconds: number;
  mode: Recognition | undefined;
}

/** Rejects a file as soon as it is clear that the time limit is too short. */
function checkTime({ done, all, elapsed, seconds, mode }: Timing): void {
  const possible = done === 0 ? all : Math.floor((seconds * done) / elapsed);
  const isLate = elapsed > seconds;
  if (!isLate && (done < SAMPLE || possible * MARGIN >= all)) return;
  throw new UserError(mode === "always" ? "pdf-scan-too-long.chosen" : "pdf-scan-too-long.scans", {
    all,
    possible: Math.max(1, isLate ? done : possible),
  });
}
