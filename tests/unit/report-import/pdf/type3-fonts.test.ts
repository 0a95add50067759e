import { expect, test } from "vitest";
import { withNamedFonts } from "@/lib/report-import/pdf/type3-fonts";

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The objects that Chromium writes for a font with PostScript outlines. */
const chromium = (descriptor: string): string => `%PDF-1.4
4 0 obj
<</Type /Font
/Subtype /Type3
/FontMatrix [.001 0 0 -.001 0 0]
/FirstChar 0
/LastChar 9
/FontBBox [0 10 699 -736]
/CIDToGIDMap /Identity
/ToUnicode 8 0 R
/FontDescriptor 9 0 R
/Widths [500]>>
endobj
9 0 obj
<</Type /FontDescriptor
/FontName /AAAAAA+Libertine
${descriptor}
/Flags 4>>
endobj
`;

test.each([
  ["/FontWeight 400\n/ItalicAngle 0", "Regular"],
  ["/FontWeight 400\n/ItalicAngle -12", "Italic"],
  ["/FontWeight 700\n/ItalicAngle 0", "Bold"],
  ["/FontWeight 700\n/ItalicAngle -12.5", "BoldItalic"],
])("names Chromium's Type 3 fonts by their style, without moving anything: %j", (descriptor, name) => {
  const file = chromium(descriptor);
  const named = textOf(withNamedFonts(bytesOf(file)));
  expect(named).toContain(`\n/BaseFont /${name}`);
  expect(named.replace(/\/BaseFont .*\n/u, "")).toBe(file.replace("/CIDToGIDMap /Identity\n", ""));
  expect(named).toHaveLength(file.length);
});

test("does not change other files", () => {
  for (const text of ["%PDF-1.4\n", chromium("").replace("/CIDToGIDMap /Identity\n", "")]) {
    const bytes = bytesOf(text);
    expect(withNamedFonts(bytes)).toBe(bytes);
  }
});
