/** A minimal PDF writer: positioned text, lines and boxes, in standard fonts. */

/** Names of fonts in a page's resources. The characters of "bitmap" have codes, but no Unicode. */
export type Font = "roman" | "bold" | "italic" | "bitmap";

const FONTS: Record<Exclude<Font, "bitmap">, string> = {
  roman: "Times-Roman",
  bold: "Times-Bold",
  italic: "Times-Italic",
};

/** A piece of a page. y is measured from the top, in points. */
export type Piece =
  | { text: string; x: number; y: number; size?: number; font?: Font }
  | { box: [x: number, y: number, width: number, height: number]; grey?: number }
  /** The top border of a box, drawn as the area between two nested boxes. */
  | { borderTop: [x: number, y: number, width: number, height: number] }
  /** Operators as they are in the file; y counts from the bottom. */
  | { draw: string }
  /** A picture that covers the page. */
  | { picture: { width: number; height: number; pixels: Uint8Array } };

export const WIDTH = 420;
export const HEIGHT = 595;

/** How a page is stored. */
export interface StoredAs {
  /** By how many degrees programs rotate the page clockwise to display it. */
  turn: 0 | 90 | 180 | 270;
  /** The left and bottom edges of the displayed part, which is surrounded by a margin that isn't displayed. */
  corner?: readonly [left: number, bottom: number];
  /** The width and height of the displayed page. */
  size?: readonly [width: number, height: number];
}

interface PdfOptions {
  /** Entries of the trailer, the information, the catalogue and each page. */
  trailer?: string;
  info?: string;
  catalogue?: string;
  page?: string;
  /** Entries of the page with this index. */
  pageOf?: (index: number) => string;
  /** How the page with this index is stored. It is displayed in the same way in any case. */
  storedAs?: (index: number) => StoredAs;
  /** Objects that follow the first two, so that the first of them has the number 3. */
  objects?: readonly string[];
  /** Entries of the resources' `/XObject`, for example `/Photo 3 0 R`. */
  xobjects?: string;
}

/** Writes a PDF with these pages. */
export function pdfOf(
  pages: readonly (readonly Piece[])[],
  {
    trailer = "",
    info = "",
    catalogue = "",
    page = "",
    pageOf = () => "",
    storedAs,
    xobjects = "",
    ...more
  }: PdfOptions = {},
): Uint8Array {
  const objects: string[] = [`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`, "", ...(more.objects ?? [])];
  const fonts = Object.entries(FONTS).map(([key, name]) => {
    objects.push(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
    return `/${key} ${objects.length} 0 R`;
  });
  if (pages.flat().some((piece) => "font" in piece && piece.font === "bitmap")) {
    objects.push("<< /Length 36 >>\nstream\n500 0 0 0 450 600 d1 50 0 400 600 re f\nendstream");
    objects.push(bitmapFont(objects.length));
    fonts.push(`/bitmap ${objects.length} 0 R`);
  }
  const kids = pages.map((pieces, index) => {
    const { boxes, before } = frameOf(storedAs?.(index));
    const content = [...before, ...pieces.map(operatorsOf)].join("\n");
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R ${boxes} /Contents ${objects.length} 0 R /Resources << /Font << ${fonts.join(" ")} >> /XObject << ${xobjects} >> >> ${page} ${pageOf(index)} >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  objects.push(`<< ${info} >>`);
  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, "latin1"));
}

/** A Type 3 font like those of LaTeX, in which each character is drawn by the given object. */
function bitmapFont(drawing: number): string {
  const codes = Array.from({ length: 256 }, (_, code) => code);
  const names = codes.map((code) => `/a${code}`);
  return [
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 500 700] /FontMatrix [0.001 0 0 0.001 0 0]",
    `/FirstChar 0 /LastChar 255 /Widths [${codes.map(() => 500).join(" ")}]`,
    `/Encoding << /Type /Encoding /Differences [0 ${names.join(" ")}] >>`,
    `/CharProcs << ${names.map((name) => `${name} ${drawing} 0 R`).join(" ")} >> /Resources << >> >>`,
  ].join(" ");
}

/** The entries of a page for its edges and its rotation, and operators that put its pieces in the right place. */
function frameOf(stored: StoredAs | undefined): { boxes: string; before: string[] } {
  if (!stored) return { boxes: `/MediaBox [0 0 ${WIDTH} ${HEIGHT}]`, before: [] };
  const { turn, corner: [left, bottom] = [0, 0], size: [width, height] = [WIDTH, HEIGHT] } = stored;
  const right = left + (turn % 180 === 0 ? width : height);
  const top = bottom + (turn % 180 === 0 ? height : width);
  const counterTurn = {
    0: [1, 0, 0, 1, left, bottom],
    90: [0, 1, -1, 0, right, bottom],
    180: [-1, 0, 0, -1, right, top],
    270: [0, -1, 1, 0, left, top],
  }[turn];
  return {
    boxes: `/MediaBox [${left - 30} ${bottom - 50} ${right + 70} ${top + 20}] /CropBox [${left} ${bottom} ${right} ${top}] /Rotate ${turn}`,
    before: [`${counterTurn.join(" ")} cm`, `1 0 0 1 0 ${height - HEIGHT} cm`],
  };
}

function operatorsOf(piece: Piece): string {
  if ("draw" in piece) return `q ${piece.draw} Q`;
  if ("picture" in piece) {
    const { width, height, pixels } = piece.picture;
    const data = Buffer.from(pixels).toString("hex");
    return `q ${WIDTH} 0 0 ${HEIGHT} 0 0 cm BI /W ${width} /H ${height} /CS /G /BPC 8 /F /AHx ID ${data}> EI Q`;
  }
  if ("box" in piece) {
    const [x, y, width, height] = piece.box;
    return `${piece.grey ?? 0} g ${x} ${HEIGHT - y - height} ${width} ${height} re f 0 g`;
  }
  if ("borderTop" in piece) {
    const [x, y, width, height] = piece.borderTop;
    const bottom = HEIGHT - y - height;
    return `0 g ${x} ${bottom} ${width} ${height} re ${x} ${bottom} ${width} ${height - 0.5} re f*`;
  }
  const { text, x, y, size = 10, font = "roman" } = piece;
  return `BT /${font} ${size} Tf ${x} ${HEIGHT - y} Td (${text.replace(/[\\()]/gu, "\\$&")}) Tj ET`;
}

/** Consecutive lines of text. */
export function lines(
  texts: readonly string[],
  { x = 60, y = 100, pitch = 12, size = 10, font = "roman" as Font } = {},
): Piece[] {
  return texts.map((text, n) => ({ text, x, y: y + n * pitch, size, font }));
}
