import type { OcrEngine } from "./engine";
import { startPackage } from "./tesseract-package";
import { startProgram } from "./tesseract-program";

/**
 * Starts the Tesseract program if it is installed, otherwise Tesseract as WebAssembly, which does not support Russian.
 */
export async function startOcr(): Promise<OcrEngine> {
  return (await startProgram()) ?? (await startPackage());
}
