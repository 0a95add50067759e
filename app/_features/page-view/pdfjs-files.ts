/**
 * The worker that draws pages. If the bundler recognized the creation of a worker, it would start it from a blob, which
 * has the policy of the page instead of that of its own response (`proxy.ts`).
 */
export const PDF_WORKER = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url);

/**
 * The files that pdf.js needs for some PDFs only: decoders for the pictures of scans (JPEG 2000 and JBIG2), and the two
 * standard fonts of symbols, which fonts on the device can't replace.
 */
const FILES: Readonly<Record<string, URL>> = {
  "openjpeg.wasm": new URL("pdfjs-dist/wasm/openjpeg.wasm", import.meta.url),
  "jbig2.wasm": new URL("pdfjs-dist/wasm/jbig2.wasm", import.meta.url),
  "FoxitDingbats.pfb": new URL("pdfjs-dist/standard_fonts/FoxitDingbats.pfb", import.meta.url),
  "FoxitSymbol.pfb": new URL("pdfjs-dist/standard_fonts/FoxitSymbol.pfb", import.meta.url),
};

/** The interface of pdf.js for loading such a file. The page loads it, because the worker can't connect to anything. */
export class PdfjsFiles {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = FILES[filename];
    if (!url) throw new Error(`pdf.js asked for an unknown file: ${filename}`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} for ${filename}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
