/**
 * Damaged and malicious PDFs. Each of them must be read or rejected with a clear error, within the limits of a worker.
 */

import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { lines, pdfOf } from "./pdf-writer";

/** A file, and its name in the test's title. */
export interface HostilePdf {
  name: string;
  bytes: Uint8Array;
  /** "read", or the code of the error; undefined if both are acceptable. */
  expected?: string;
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
  trailer?: string;
  font?: string;
}

/** A file with one page. */
function onePage({
  content = TEXT,
  entries = "",
  mediaBox = "0 0 595 842",
  catalog = "",
  more = [],
  stream,
  trailer = "",
  font = FONT,
}: PageParts) {
  const resources = `<< /Font << /F 5 0 R >> ${more.length > 0 ? "/XObject << /X 6 0 R >>" : ""} >>`;
  return rawPdf({
    objects: [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      PAGES,
      `<< /Type /Page /Parent 2 0 R /MediaBox [${mediaBox}] /Contents 4 0 R /Resources ${resources} ${entries} >>`,
      stream ?? streamOf(content),
      font,
      ...more,
    ],
    trailer,
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

/** Lines that begin at slightly different places at the same height. */
function overprinted(count: number): string {
  const line = (n: number) => `BT /F 8 Tf ${20 + n / 40} 400 Td (river trade river trade) Tj ET`;
  return Array.from({ length: count }, (_, n) => line(n)).join("\n");
}

/** Lines with the given number of characters in total, in a font that is small enough for one page. */
function crowded(characters: number): string {
  const perLine = 500;
  const words = "harbour river trade ".repeat(perLine / 20);
  return `BT /F 1 Tf 1.5 TL 20 820 Td ${Array.from({ length: characters / perLine }, () => `(${words}) Tj T*`).join("\n")} ET`;
}

/** The RC4 cipher, which OpenSSL no longer has. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, n) => n);
  for (let n = 0, other = 0; n < 256; n++) {
    other = (other + state[n]! + key[n % key.length]!) & 255;
    [state[n], state[other]] = [state[other]!, state[n]!];
  }
  const result = Buffer.from(data);
  let i = 0;
  let j = 0;
  for (const [at, byte] of data.entries()) {
    i = (i + 1) & 255;
    j = (j + state[i]!) & 255;
    [state[i], state[j]] = [state[j]!, state[i]!];
    result[at] = byte ^ state[(state[i]! + state[j]!) & 255]!;
  }
  return result;
}

const md5 = (...parts: Buffer[]): Buffer => createHash("md5").update(Buffer.concat(parts)).digest();
/** The bytes with which the PDF standard pads passwords to 32 bytes. */
const PADDING = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, "latin1"), PADDING]).subarray(0, 32);

interface Passwords {
  /** Needed to open the file; if it is empty, anyone can open it. */
  user: string;
  owner: string;
}

/** A file with one page that is encrypted with 40-bit RC4. */
function encrypted({ user, owner }: Passwords): Uint8Array {
  const id = Buffer.alloc(16, 7);
  const permissions = -4;
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions);
  const ownerEntry = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const key = md5(padded(user), ownerEntry, flags, id).subarray(0, 5);
  const content = rc4(md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10), Buffer.from(TEXT, "latin1"));
  const hex = (bytes: Buffer) => `<${bytes.toString("hex")}>`;
  const entries = `/O ${hex(ownerEntry)} /U ${hex(rc4(key, PADDING))} /P ${permissions}`;
  return onePage({
    content: content.toString("latin1"),
    trailer: `/ID [${hex(id)} ${hex(id)}] /Encrypt << /Filter /Standard /V 1 /R 2 ${entries} >>`,
  });
}

/** A file with its catalog in a compressed object stream. */
function objectStream(content: string, count: number): Uint8Array {
  const data = deflateSync(content).toString("latin1");
  const head = "%PDF-1.7\n";
  const holder = `5 0 obj\n${streamOf(data, `/Type /ObjStm /N ${count} /First 9 /Filter /FlateDecode`)}\nendobj\n`;
  const row = (type: number, second: number, third: number) => [type, 0, 0, 0, second, third];
  const free = row(0, 0, 0);
  const rows = [free, row(2, 5, 0), row(2, 5, 1), free, free, row(1, head.length, 0)].flat();
  const table = streamOf(Buffer.from(rows).toString("latin1"), "/Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R");
  return latin(`${head}${holder}6 0 obj\n${table}\nendobj\nstartxref\n${head.length + holder.length}\n%%EOF\n`);
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
    { name: "thousands of lines printed over each other", bytes: onePage({ content: `${TEXT} ${overprinted(4000)}` }) },
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
      expected: "pdf-too-large",
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
    { name: "a user password", bytes: encrypted({ user: "secret", owner: "owner" }), expected: "pdf-password" },
    { name: "only an owner password", bytes: encrypted({ user: "", owner: "owner" }), expected: "read" },
    { name: "an object stream that inflates to 50 MB", bytes: objectStream(" ".repeat(50_000_000), 2) },
    {
      name: "an object stream with two billion objects",
      bytes: objectStream("1 0 2 9  << /Type /Catalog >>", 2_000_000_000),
    },
    {
      name: "a font whose characters are unknown",
      bytes: onePage({
        content: `BT /F 12 Tf 72 720 Td (\\001\\002\\003\\004) Tj ET ${TEXT}`,
        font: "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Differences [1 /g1 /g2 /g3 /g4] >> >>",
      }),
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

/** Files that are large or take longer. */
export function largeHostilePdfs(): HostilePdf[] {
  const scattered = Array.from({ length: 20_000 }, (_, n) => `${(n * 37.77) % 590} ${(n * 91.13) % 830} 1 2 re f`);
  const rules = Array.from({ length: 200_000 }, (_, n) => `20 ${n % 800} 500 0.5 re f`);
  return [
    {
      name: "a stream that inflates to 2 GB",
      bytes: onePage({ stream: streamOf(bomb(2_000_000_000), "/Filter /FlateDecode") }),
    },
    { name: "an object stream that inflates to 500 MB", bytes: objectStream(" ".repeat(500_000_000), 2) },
    {
      name: "a million path segments",
      bytes: onePage({ content: `0 0 m ${"9 9 l 8 1 l ".repeat(500_000)} S ${TEXT}` }),
    },
    { name: "a million paths", bytes: onePage({ content: `${"1 1 3 3 re f ".repeat(1_000_000)} ${TEXT}` }) },
    { name: "20,000 scattered drawings", bytes: onePage({ content: `${scattered.join("\n")} ${TEXT}` }) },
    { name: "200,000 rules", bytes: onePage({ content: `${rules.join("\n")} ${TEXT}` }) },
    { name: "500,000 characters on a page", bytes: onePage({ content: crowded(500_000) }) },
    {
      name: "500,000 characters at one place",
      bytes: onePage({ content: `BT /F 9 Tf 20 400 Td ${"(harbour) Tj -27 0 Td ".repeat(70_000)} ET` }),
    },
    { name: "a page tree 100,000 deep", bytes: deepPages(100_000) },
  ];
}
