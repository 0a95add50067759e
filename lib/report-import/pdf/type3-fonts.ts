/**
 * Chromium embeds some fonts, such as OpenType fonts with PostScript outlines, as Type 3 fonts. PDFium can't read the
 * name or style of such a font, because both are only in the font descriptor. It does read an entry called BaseFont,
 * and Chromium writes another entry that has no meaning in Type 3 fonts and can be overwritten with BaseFont.
 */

const TYPE_3 = "/Subtype /Type3\n";
const UNUSED = "\n/CIDToGIDMap /Identity\n";
const DESCRIPTOR = /\n\/FontDescriptor (\d{1,9}) 0 R\n/u;
/** A font's entries are within this many bytes after its subtype, and a descriptor's entries after its number. */
const REACH = 600;
/** Maximum number of fonts. Finding the descriptor of each takes time proportional to the size of the file. */
const MAX_FONTS = 200;
const MIN_BOLD_WEIGHT = 600;

/**
 * Returns the file with each of Chromium's Type 3 fonts named after its style. All other files are returned unchanged.
 */
export function withNamedFonts(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = new Map<string, string>();
  let copy: Buffer | undefined;
  let at = source.indexOf(TYPE_3);
  for (let count = 0; at >= 0 && count < MAX_FONTS; count++) {
    const entries = source.toString("latin1", at, at + REACH);
    const number = DESCRIPTOR.exec(entries)?.[1];
    const place = entries.indexOf(UNUSED);
    if (number !== undefined && place >= 0) {
      const name = names.get(number) ?? styleName(source, number);
      names.set(number, name);
      copy ??= Buffer.from(source);
      copy.write(`\n/BaseFont /${name}`.padEnd(UNUSED.length - 1), at + place, "latin1");
    }
    at = source.indexOf(TYPE_3, at + TYPE_3.length);
  }
  return copy ?? bytes;
}

/** A style name that fits into the space where it will be written. */
function styleName(source: Buffer, number: string): string {
  const at = source.indexOf(`\n${number} 0 obj\n<</Type /FontDescriptor\n`);
  if (at < 0) return "Regular";
  const entries = source.toString("latin1", at, at + REACH).split("\nendobj")[0]!;
  const isBold = Number(/\/FontWeight (\d+)/u.exec(entries)?.[1] ?? 0) >= MIN_BOLD_WEIGHT;
  const isItalic = Number(/\/ItalicAngle (-?[\d.]+)/u.exec(entries)?.[1] ?? 0) !== 0;
  return `${isBold ? "Bold" : ""}${isItalic ? "Italic" : ""}` || "Regular";
}
