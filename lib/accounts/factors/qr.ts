import { encode } from "uqr";

/** Light modules around a QR code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A text as a QR code: its side length in modules, including the quiet zone, and an SVG path of the dark modules. */
export function qrOf(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const rows = data.map((row, y) =>
    // Each run of dark modules in a row is one rectangle.
    [
      ...row
        .map((isDark) => (isDark ? "1" : "0"))
        .join("")
        .matchAll(/1+/gu),
    ]
      .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
      .join(""),
  );
  return { size, path: rows.join("") };
}
