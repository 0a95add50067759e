import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createWorker, OEM, PSM, type Worker } from "tesseract.js";
import type { Language } from "../../report/model";
import { DPI, MARKER_CHARACTERS, type OcrEngine, type OcrTask, TESSERACT_NAMES } from "./engine";
import { toPgm } from "./image";

/** The language data in npm packages. There is none for Russian. */
const DATA: Partial<Record<Language, string>> = {
  en: "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz",
  kk: "@tesseract.js-data/kaz/4.0.0_best_int/kaz.traineddata.gz",
};

const SETTINGS: Record<OcrTask, { tessedit_pageseg_mode: PSM; tessedit_char_whitelist: string }> = {
  page: { tessedit_pageseg_mode: PSM.AUTO, tessedit_char_whitelist: "" },
  lines: { tessedit_pageseg_mode: PSM.SINGLE_BLOCK, tessedit_char_whitelist: "" },
  markers: { tessedit_pageseg_mode: PSM.SPARSE_TEXT, tessedit_char_whitelist: MARKER_CHARACTERS },
};

/** Starts Tesseract as WebAssembly, in a thread. The thread has no access to the network. */
export async function startPackage(): Promise<OcrEngine> {
  const languages = Object.keys(DATA) as Language[];
  const worker = await startThread(languages);
  let names = namesOf(languages);
  return {
    languages,
    read: async (image, task, chosen) => {
      try {
        if (namesOf(chosen) !== names) {
          names = namesOf(chosen);
          await worker.reinitialize(names, OEM.LSTM_ONLY);
        }
        await worker.setParameters({ ...SETTINGS[task], user_defined_dpi: String(DPI), hocr_char_boxes: "1" } as never);
        const { data } = await worker.recognize(toPgm(image), {}, { text: false, blocks: false, hocr: true });
        return data.hocr ?? "";
      } catch {
        return "";
      }
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

const namesOf = (languages: readonly Language[]): string =>
  languages.map((language) => TESSERACT_NAMES[language]).join("+");

/** Starts the thread with the data of these languages. Tesseract expects all the data in a single folder. */
async function startThread(languages: readonly Language[]): Promise<Worker> {
  const { resolve } = createRequire(import.meta.url);
  const langPath = await mkdtemp(path.join(tmpdir(), "concord-ocr-"));
  try {
    for (const language of languages)
      await copyFile(resolve(DATA[language]!), path.join(langPath, `${TESSERACT_NAMES[language]}.traineddata.gz`));
    return await createWorker(namesOf(languages), OEM.LSTM_ONLY, {
      langPath,
      cacheMethod: "none",
      errorHandler: () => {},
    });
  } finally {
    await rm(langPath, { recursive: true });
  }
}
