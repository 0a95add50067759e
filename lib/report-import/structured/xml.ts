import { SaxesParser } from "saxes";
import type { Element } from "./element";
import { MAX_DEPTH, MAX_ELEMENTS, nestedTooDeeply, tooLarge } from "./limits";

/** Canonical prefixes for namespaces, independent of the prefixes in the file. */
const PREFIXES: Record<string, string> = {
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
  "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
  "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
  "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
  "http://purl.oclc.org/ooxml/officeDocument/math": "m",
  "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
  "http://purl.oclc.org/ooxml/drawingml/main": "a",
  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
  "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
  "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "urn:schemas-microsoft-com:vml": "v",
  "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
  "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
  "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
  "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
  "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
  "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
  "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
  "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
  "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
  "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
  "http://www.w3.org/1999/xlink": "xlink",
  "http://www.idpf.org/2007/ops": "epub",
  "http://www.idpf.org/2007/opf": "opf",
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/dc/terms/": "dcterms",
  "http://www.w3.org/XML/1998/namespace": "xml",
};
/** Namespaces whose elements have no prefix. */
const PLAIN = new Set([
  "",
  "http://www.w3.org/1999/xhtml",
  "http://www.w3.org/1998/Math/MathML",
  "http://www.w3.org/2000/svg",
  "urn:oasis:names:tc:opendocument:xmlns:container",
  "http://schemas.openxmlformats.org/package/2006/relationships",
  "http://schemas.openxmlformats.org/package/2006/content-types",
  "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
  "http://www.w3.org/2001/04/xmlenc#",
]);

function nameOf(uri: string, local: string): string {
  if (PLAIN.has(uri)) return local;
  return `${PREFIXES[uri] ?? "other"}:${local}`;
}

/** Number of characters to parse at a time, which keeps the parser's buffer small. */
const PIECE = 1 << 16;

/**
 * Parses XML. Document types are skipped, their entities are not expanded, and nothing outside the file is opened.
 *
 * @returns the root; null if the text is not well-formed
 * @throws UserError `import-nesting`, `import-too-large`
 */
export function parseXml(text: string): Element | null {
  const parser = new SaxesParser({ xmlns: true });
  let root: Element | null = null;
  let current: Element | null = null;
  let depth = 0;
  let count = 0;
  let isBroken = false;
  parser.on("opentag", (tag) => {
    if (++depth > MAX_DEPTH) throw nestedTooDeeply();
    if (++count > MAX_ELEMENTS) throw tooLarge();
    const attributes: Record<string, string> = Object.create(null);
    for (const attribute of Object.values(tag.attributes)) {
      attributes[nameOf(attribute.uri, attribute.local)] = attribute.value;
    }
    const element: Element = { name: nameOf(tag.uri, tag.local), attributes, children: [], parent: current };
    current?.children.push(element);
    root ??= element;
    current = element;
  });
  parser.on("closetag", () => {
    depth--;
    current = current?.parent ?? null;
  });
  const addText = (value: string) => {
    if (current && value !== "") current.children.push(value);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("error", () => {
    isBroken = true;
  });
  for (let at = 0; at < text.length && !isBroken; at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (isBroken) return null;
  parser.close();
  return isBroken ? null : root;
}

/** Decodes an XML file in its declared encoding, or as UTF-8 by default. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const label = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1];
  return decoderOf(label).decode(bytes);
}

function decoderOf(label = "utf-8"): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("utf-8");
  }
}
