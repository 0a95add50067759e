/** Creates scans: PDFs with a picture of each page and no text. */

import { deflateSync } from "node:zlib";
import { type GreyImage, rotated, turned } from "@/lib/report-import/ocr/image";
import { Pdfium } from "@/lib/report-import/pdf/pdfium";
import { renderPage } from "@/lib/report-import/pdf/render-page";

/** How the sheets lie in the scanner. */
interface Sheets {
  /** The clockwise rotation of the sheets, in degrees. */
  skew?: number;
  /** The number of clockwise quarter turns. */
  quarters?: number;
}

/** The pages of a PDF, drawn at 300 dpi. */
export async function imagesOf(pdf: Uint8Array): Promise<GreyImage[]> {
  const engine = await Pdfium.start();
  const document = engine.api.FPDF_LoadMemDocument(engine.copyIn(pdf), pdf.length, "");
  const pages = engine.api.FPDF_GetPageCount(document);
  return Array.from({ length: pages }, (_, index) => renderPage(engine, document, index)!.image);
}

/** A scan of a PDF. */
export async function scanOf(pdf: Uint8Array, { skew = 0, quarters = 0 }: Sheets = {}): Promise<Uint8Array> {
  const images = await imagesOf(pdf);
  return picturePdf(images.map((image) => ({ image: turned(rotated(image, skew), quarters) })));
}

/** A page that a picture covers completely. */
interface PicturePage {
  image: GreyImage;
  /** The page's size in points; by default, the size of the picture at 300 dpi. */
  size?: [width: number, height: number];
  /** The compressed pixels; by default, the picture's pixels. */
  data?: Uint8Array;
}

/** A PDF whose pages are pictures. */
export function picturePdf(pages: readonly PicturePage[]): Uint8Array {
  const objects: Buffer[] = [Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"), Buffer.alloc(0)];
  const kids = pages.map(({ image, size, data }) => {
    const [width, height] = size ?? [(image.width * 72) / 300, (image.height * 72) / 300];
    const pixels = data ?? deflateSync(image.pixels);
    const content = `q ${width} 0 0 ${height} 0 0 cm /Scan Do Q`;
    const first = objects.length + 1;
    objects.push(
      Buffer.concat([
        Buffer.from(
          `<< /Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${pixels.length} >>\nstream\n`,
        ),
        pixels,
        Buffer.from("\nendstream"),
      ]),
      Buffer.from(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${first + 1} 0 R /Resources << /XObject << /Scan ${first} 0 R >> >> >>`,
      ),
    );
    return `${first + 2} 0 R`;
  });
  objects[1] = Buffer.from(`<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`);
  const parts = [Buffer.from("%PDF-1.4\n")];
  let length = parts[0]!.length;
  const offsets = objects.map((body, index) => {
    const offset = length;
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    parts.push(part);
    length += part.length;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
