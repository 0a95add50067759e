/**
 * Determines what kind of file this is. Only the first bytes are read, so the browser can check a file before uploading
 * it.
 */
export type Signature = "pdf" | "zip" | "html" | "ole" | "rtf" | "mhtml" | "text";

/** Number of bytes at the start of a file to examine. */
export const SIGNATURE_BYTES = 4096;

/** The first entry of a ZIP file, or the end of an empty one. */
const ZIP = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** In a PDF, some bytes can precede the signature. */
const PDF_ZONE = 1024;
/** Maximum number of comments that can precede the HTML itself. */
const MAX_COMMENTS = 10;
const HTML = /^<(?:!doctype\s+html|html|head|body)[\s>]/iu;
const MHTML = /^(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)*?content-type:\s*multipart\/related/iu;

/** The kind of file, judging by its name and first bytes. */
export function signatureOf(name: string, bytes: Uint8Array): Signature {
  const head = bytes.subarray(0, SIGNATURE_BYTES);
  const text = decodeHead(head);
  if (text.slice(0, PDF_ZONE).includes("%PDF-")) return "pdf";
  if (ZIP.some((mark) => startsWith(head, mark))) return "zip";
  if (startsWith(head, OLE)) return "ole";
  if (text.startsWith("{\\rtf")) return "rtf";
  if (MHTML.test(text)) return "mhtml";
  if (HTML.test(withoutProlog(text)) || (/\.x?html?$/iu.test(name) && /^\s*</u.test(text))) return "html";
  return "text";
}

const startsWith = (head: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => head[index] === byte);

/** The text after the XML declaration and comments. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (const [start, end] of [["<?xml", "?>"], ...Array(MAX_COMMENTS).fill(["<!--", "-->"])] as [string, string][]) {
    if (!rest.startsWith(start)) continue;
    const at = rest.indexOf(end);
    if (at < 0) return "";
    rest = rest.slice(at + end.length).trimStart();
  }
  return rest;
}

function decodeHead(head: Uint8Array): string {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(head);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(head);
  return new TextDecoder("latin1").decode(head).replace(/^ï»¿/u, "");
}
