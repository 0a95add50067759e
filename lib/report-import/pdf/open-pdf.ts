import { UserError } from "../../errors";
import { Pdfium } from "./pdfium";
import { withNamedFonts } from "./type3-fonts";

/** PDFium's error codes for files that it cannot open. */
const PASSWORD = 4;
const SECURITY = 5;

/** A PDF that PDFium has opened. */
export interface OpenPdf {
  engine: Pdfium;
  document: number;
}

/**
 * Opens a PDF, and closes it again when `use` has finished. Nothing in the file is executed, and nothing is fetched.
 *
 * @param isToSave whether the file will be saved, so that it must not be altered to make it easier to read
 * @throws UserError `pdf-password`, `pdf-damaged`, `pdf-too-large`, and the errors of `use`
 */
export async function withPdf<Result>(
  bytes: Uint8Array,
  use: (pdf: OpenPdf) => Promise<Result>,
  isToSave = false,
): Promise<Result> {
  const engine = await Pdfium.start();
  const document = await refusingTraps(engine, () => open(engine, isToSave ? bytes : withNamedFonts(bytes)));
  try {
    return await use({ engine, document });
  } finally {
    close(engine, document);
  }
}

function open(engine: Pdfium, bytes: Uint8Array): number {
  const { api } = engine;
  const document = api.FPDF_LoadMemDocument(engine.copyIn(bytes), bytes.length, "");
  if (document === 0) throw refusal(api.FPDF_GetLastError());
  return document;
}

/** Frees what the engine has allocated. The file's bytes are freed together with the engine's memory. */
function close({ api }: Pdfium, document: number): void {
  try {
    api.FPDF_CloseDocument(document);
    api.FPDF_DestroyLibrary();
  } catch (error) {
    // The engine had already failed. Its memory is freed as a whole.
    if (!isTrap(error)) throw error;
  }
}

/** Whether the engine has entered an invalid state, in which case it can no longer be used. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Rejects a file that puts the engine into an invalid state or needs too much memory. */
export async function refusingTraps<Result>(engine: Pdfium, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTrap(error)) throw error;
    throw engine.isOutOfMemory ? new UserError("pdf-too-large.whole") : refusal(0);
  }
}

function refusal(error: number): UserError {
  if (error === PASSWORD || error === SECURITY) {
    return new UserError("pdf-password");
  }
  return new UserError("pdf-damaged");
}
