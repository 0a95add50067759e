import localFont from "next/font/local";

/*
 * One family per subset, so that browsers only download the scripts that a page uses. None is preloaded, because on a
 * slow phone, loading 48 KiB of the font for buttons delayed the text by 0.35 s (`npm run bench:phone`). A system font
 * with the same metrics is shown until a font has arrived, so nothing moves. The Unicode ranges are those in the
 * packages' style sheets. Only the last family of each stack gets a metric-compatible fallback: an earlier one would
 * also render the scripts of the families after it. (The loader reads this file without running it, so every value must
 * be a literal.)
 */

const serifLatin = localFont({
  src: [
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
      style: "normal",
    },
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
      style: "italic",
    },
  ],
  weight: "200 900",
  variable: "--font-serif-latin",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const serifCyrillic = localFont({
  src: [
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-wght-normal.woff2",
      style: "normal",
    },
    {
      path: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-wght-italic.woff2",
      style: "italic",
    },
  ],
  weight: "200 900",
  variable: "--font-serif-cyrillic",
  declarations: [{ prop: "unicode-range", value: "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116" }],
  preload: false,
  adjustFontFallback: false,
});

const serifCyrillicExt = localFont({
  src: "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-ext-wght-normal.woff2",
  weight: "200 900",
  variable: "--font-serif-cyrillic-ext",
  declarations: [
    { prop: "unicode-range", value: "U+0460-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F" },
  ],
  preload: false,
  adjustFontFallback: "Times New Roman",
});

const sansLatin = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-sans-latin",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const sansCyrillic = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-sans-cyrillic",
  declarations: [{ prop: "unicode-range", value: "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116" }],
  preload: false,
  adjustFontFallback: false,
});

const sansCyrillicExt = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-cyrillic-ext-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-sans-cyrillic-ext",
  declarations: [
    { prop: "unicode-range", value: "U+0460-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F" },
  ],
  preload: false,
  adjustFontFallback: "Arial",
});

/** Classes that define the font variables used in globals.css. */
export const fontClasses = [serifLatin, serifCyrillic, serifCyrillicExt, sansLatin, sansCyrillic, sansCyrillicExt]
  .map((font) => font.variable)
  .join(" ");
