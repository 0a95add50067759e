/**
 * Damaged and malicious PDFs. Each of them must be read or rejected with a clear error, within the limits of a worker.
 */

import { deflateSync } from "node:zlib";
import { lines, pdfOf } from "./pdf-writer";

/** A file, and its name in the test's title. */
export interface HostilePdf {
  name: string;
  bytes: Uint8Array;
}

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

interface RawPdf {
  /** Bodies of the objects, starting with object 1, the catalog. */
  objects: readonly string[];
  trailer?: string;
}

/** Writes a PDF with these objects and a correct cross-reference table. */
function rawPdf({ objects, trailer = "" }: RawPdf): Uint8Array {
  let file = "%PDF-1.7\n";
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  return latin(
    `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>";
const PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const TEXT = "BT /F 12 Tf 72 700 Td (The harbour grew with the trade of the river.) Tj ET";

const streamOf = (content: string, entries = ""): string =>
  `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;

interface PageParts {
  content?: string;
  entries?: string;
  mediaBox?: string;
  catalog?: string;
  /** Further objects, starting with number 6. */
  more?: readonly string[];
  /** The complete content stream, if it is compressed. */
  stream?: string;
}

/** A file with one page. */
function onePage({
  content = TEXT,
  entries = "",
  mediaBox = "0 0 595 842",
  catalog = "",
  more = [],
  stream,
}: PageParts) {
  const resources = `<< /Font << /F 5 0 R >> ${more.length > 0 ? "/XObject << /X 6 0 R >>" : ""} >>`;
  return rawPdf({
    objects: [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      PAGES,
      `<< /Type /Page /Parent 2 0 R /MediaBox [${mediaBox}] /Contents 4 0 R /Resources ${resources} ${entries} >>`,
      stream ?? streamOf(content),
      FONT,
      ...more,
    ],
  });
}

/** Compressed spaces that inflate to the given size. */
function bomb(bytes: number): string {
  return deflateSync(Buffer.alloc(bytes, " ")).toString("latin1");
}

/** A chain of nested page nodes. */
function deepPages(depth: number): Uint8Array {
  const nodes = Array.from(
    { length: depth },
    (_, n) => `<< /Type /Pages ${n > 0 ? `/Parent ${n + 1} 0 R` : ""} /Kids [${n + 3} 0 R] /Count 1 >>`,
  );
  return rawPdf({
    objects: [
      "<< /Type /Catalog /Pages 2 0 R >>",
      ...nodes,
      `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 595 842] >>`,
    ],
  });
}

function manyPages(count: number): Uint8Array {
  const kids = Array.from({ length: count }, (_, n) => `${n + 3} 0 R`).join(" ");
  return rawPdf({
    objects: [
      "<< /Type /Catalog /Pages 2 0 R >>",
      `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
      ...Array.from({ length: count }, () => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
    ],
  });
}

/** Lines with the given number of characters in total, in a font that is small enough for one page. */
function crowded(characters: number): string {
  const perLine = 500;
  const words = "harbour river trade ".repeat(perLine / 20);
  return `BT /F 1 Tf 1.5 TL 20 820 Td ${Array.from({ length: characters / perLine }, () => `(${words}) Tj T*`).join("\n")} ET`;
}

const PLAIN = pdfOf([lines(["The harbour grew with the trade that the river carried to the coast."])]);

/** Small files that are read within seconds. */
export function hostilePdfs(): HostilePdf[] {
  const cut = [0.02, 0.3, 0.5, 0.8, 0.97].map((share) => ({
    name: `a file that ends after ${Math.round(share * 100)}%`,
    bytes: PLAIN.slice(0, Math.floor(share * PLAIN.length)),
  }));
  const looped = Buffer.from(PLAIN).toString("latin1");
  const table = looped.lastIndexOf("xref\n0");
  return [
    ...cut,
    {
      name: "a cross-reference table that refers to itself",
      bytes: latin(looped.replace("/Root 1 0 R", `/Root 1 0 R /Prev ${table}`)),
    },
    { name: "a deep page tree", bytes: deepPages(2000) },
    {
      name: "a page tree that contains itself",
      bytes: rawPdf({ objects: ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 3 >>"] }),
    },
    {
      name: "a count of pages that is far too high",
      bytes: rawPdf({
        objects: ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 2000000000 >>"],
      }),
    },
    { name: "10,000 pages", bytes: manyPages(10_000) },
    {
      name: "a stream that inflates to 50 MB",
      bytes: onePage({ stream: streamOf(bomb(50_000_000), "/Filter /FlateDecode") }),
    },
    { name: "a page without an area", bytes: onePage({ mediaBox: "0 0 0 0" }) },
    { name: "an enormous page", bytes: onePage({ mediaBox: "0 0 2000000000 2000000000" }) },
    { name: "a page size that isn't a number", bytes: onePage({ mediaBox: "nan inf x -" }) },
    {
      name: "matrices that aren't numbers",
      bytes: onePage({
        content: `q 1e39 1e39 -1e39 nan 0 0 cm ${TEXT} 10 10 50 50 re f Q BT 1e39 0 0 1e39 0 0 Tm ${TEXT.slice(3)}`,
      }),
    },
    {
      name: "an outline that contains itself",
      bytes: onePage({
        catalog: "/Outlines 6 0 R",
        more: [
          "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
          "<< /Title (A) /Parent 6 0 R /Next 7 0 R /First 6 0 R /Last 7 0 R >>",
        ],
      }),
    },
    {
      name: "a structure tree that contains itself",
      bytes: onePage({
        catalog: "/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
        more: ["<< /Type /StructTreeRoot /K 7 0 R >>", "<< /Type /StructElem /S /P /P 6 0 R /K [7 0 R 6 0 R] >>"],
      }),
    },
    {
      name: "a form that draws itself",
      bytes: onePage({
        content: `${TEXT} /X Do`,
        more: [
          streamOf(
            "/X Do /X Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
          ),
        ],
      }),
    },
    {
      name: "JavaScript, an attachment and a remote file",
      bytes: onePage({
        catalog:
          "/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> /AA << /WC << /S /Launch /F (cmd.exe) >> >> /Names << /EmbeddedFiles << /Names [(a) << /F (a) /EF << /F 4 0 R >> >>] >> >>",
        entries:
          "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://192.0.2.1/) >> >>]",
      }),
    },
    {
      name: "a stream in another file",
      bytes: onePage({ stream: "<< /Length 0 /F (http://192.0.2.1/a) >>\nstream\n\nendstream" }),
    },
    {
      name: "an unknown encryption",
      bytes: pdfOf([lines(["The harbour."])], { trailer: "/Encrypt << /Filter /Unknown /V 9 /R 9 >>" }),
    },
    { name: "20,000 path segments", bytes: onePage({ content: `0 0 m ${"9 9 l 8 1 l ".repeat(10_000)} S ${TEXT}` }) },
    {
      name: "3,000 drawings",
      bytes: onePage({
        content: `${Array.from({ length: 3000 }, (_, n) => `${(n * 37) % 590} ${(n * 91) % 830} 3 3 re f`).join("\n")} ${TEXT}`,
      }),
    },
    { name: "20,000 characters on a page", bytes: onePage({ content: crowded(20_000) }) },
    { name: "20,000 open brackets", bytes: onePage({ content: `${"[".repeat(20_000)} ${"<<".repeat(20_000)}` }) },
    { name: "20,000 saved states", bytes: onePage({ content: `${"q ".repeat(20_000)} ${TEXT}` }) },
  ];
}
