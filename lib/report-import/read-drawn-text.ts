import { readFile } from "node:fs/promises";
import type { Language } from "../report/model";
import { drawnTextOf } from "./drawn-text";
import { importPdf } from "./pdf";
import type { OnProgress } from "./progress";
import type { Recognition } from "./recognition";

/** How a PDF was read. */
export interface FileToDraw {
  /** The path of the file. */
  content: string;
  recognize: Recognition;
  language: Language;
}

/**
 * Reads the drawn text of a PDF that an earlier version imported without keeping it, or that is added to an edition.
 *
 * @throws any error from `importPdf`
 */
export async function readDrawnText(
  { content, recognize, language }: FileToDraw,
  onProgress?: OnProgress,
): Promise<Uint8Array | undefined> {
  const options = { title: "untitled", slug: "report", isSourceKept: false, recognize, language, ...WITHOUT_PICTURES };
  return drawnTextOf(await importPdf(new Uint8Array(await readFile(content)), options, onProgress));
}

/** The time limit for recognizing text is that of an import. */
const WITHOUT_PICTURES = { scanSeconds: 540, pictureSeconds: 0 };
