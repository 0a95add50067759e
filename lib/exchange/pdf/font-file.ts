/** Reads the fonts that come with Concord, so that they can be embedded in a PDF. */

import { inflateSync } from "node:zlib";

/** A TrueType font. */
export interface FontFile {
  bytes: Uint8Array;
  /** The glyph of a character; 0 if the font doesn't have it. */
  glyphOf(codePoint: number): number;
  /** The width of a glyph, as a multiple of the font's size. */
  widthOf(glyph: number): number;
  /** The number of glyphs. */
  size: number;
  /** The CMap with which programs turn glyphs into text again. */
  toUnicode: string;
}

interface Table {
  tag: string;
  checksum: number;
  bytes: Buffer;
}

/** Converts a font from WOFF, which PDFs can't contain, to the TrueType format that is inside. */
export function fontFileOf(woff: Buffer): FontFile {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, n): Table => {
    const at = 44 + 20 * n;
    const [offset, packed] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8)];
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.toString("latin1", at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < woff.readUInt32BE(at + 12) ? inflateSync(bytes) : bytes,
    };
  });
  const table = (tag: string) => tables.find((each) => each.tag === tag)!.bytes;
  const glyphs = glyphsIn(table("cmap"));
  const metrics = table("hmtx");
  const unit = table("head").readUInt16BE(18);
  const last = table("hhea").readUInt16BE(34) - 1;
  return {
    bytes: trueTypeOf(woff.readUInt32BE(4), tables),
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    size: table("maxp").readUInt16BE(4),
    toUnicode: toUnicodeOf(glyphs),
    widthOf: (glyph) => metrics.readUInt16BE(4 * Math.min(glyph, last)) / unit,
  };
}

function trueTypeOf(flavour: number, tables: readonly Table[]): Uint8Array {
  const head = Buffer.alloc(12 + 16 * tables.length);
  const power = Math.floor(Math.log2(tables.length));
  head.writeUInt32BE(flavour, 0);
  for (const [n, value] of [tables.length, 16 << power, power, 16 * (tables.length - (1 << power))].entries())
    head.writeUInt16BE(value, 4 + 2 * n);
  let offset = head.length;
  const parts: Buffer[] = [head];
  for (const [n, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + 16 * n;
    head.write(tag, at, "latin1");
    for (const [field, value] of [checksum, offset, bytes.length].entries())
      head.writeUInt32BE(value, at + 4 + 4 * field);
    const padding = Buffer.alloc(-bytes.length & 3);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

/** Maximum number of entries in a block of a CMap. */
const ENTRIES = 100;

/**
 * Maps each glyph to the first of its characters. PDFium's own map has the last one: for a hyphen, the soft hyphen, so
 * that copied links wouldn't work.
 */
function toUnicodeOf(glyphs: ReadonlyMap<number, number>): string {
  const hex = (value: number) => `<${value.toString(16).padStart(4, "0")}>`;
  const first = new Map<number, number>();
  for (const [code, glyph] of [...glyphs].sort(([a], [b]) => a - b)) if (!first.has(glyph)) first.set(glyph, code);
  const entries = [...first].map(([glyph, code]) => `${hex(glyph)} ${hex(code)}`);
  const blocks = Array.from({ length: Math.ceil(entries.length / ENTRIES) }, (_, n) => {
    const block = entries.slice(ENTRIES * n, ENTRIES * (n + 1));
    return `${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`;
  });
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ...blocks,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}

/** The glyphs of the characters in the basic plane (format 4 of the `cmap` table). */
function glyphsIn(cmap: Buffer): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const records = Array.from({ length: cmap.readUInt16BE(2) }, (_, n) => cmap.readUInt32BE(8 + 8 * n));
  const at = records.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (at === undefined) return glyphs;
  const doubled = cmap.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  for (let n = 0; n < doubled; n += 2) {
    const [end, start] = [cmap.readUInt16BE(ends + n), cmap.readUInt16BE(starts + n)];
    const delta = cmap.readUInt16BE(starts + doubled + n);
    const place = starts + 2 * doubled + n;
    const range = cmap.readUInt16BE(place);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const found = range === 0 ? code : cmap.readUInt16BE(place + range + 2 * (code - start));
      if (range === 0 || found !== 0) glyphs.set(code, (found + delta) & 0xffff);
    }
  }
  return glyphs;
}
