import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type PageRect, UNIT } from "@/lib/word-boxes/model";

/** What annotations mark: lines of text, which are coloured, and areas, which have a border. */
export interface Marks {
  lines: readonly PageRect[];
  areas: readonly PageRect[];
}

/** How poppler draws the annotations, in pixels of pages at 72 dpi. */
export interface Drawn {
  /** White pixels inside the lines, and how many of them have a colour. */
  inside: number;
  coloured: number;
  /** Pixels outside the marks that differ from those of the source. */
  outside: number;
}

/** Pixels by which a line may be wider than its quad: corners are rounded, and borders are drawn on both sides. */
const EDGE = 3;

/** Compares pages that poppler draws from the source and from the annotated file. */
export function drawnByPoppler(
  source: Uint8Array,
  annotated: Uint8Array,
  marks: Marks,
  pages: readonly number[],
): Drawn {
  const folder = mkdtempSync(path.join(tmpdir(), "concord-bench-"));
  const drawn: Drawn = { inside: 0, coloured: 0, outside: 0 };
  try {
    const draw = (bytes: Uint8Array, page: number): Picture => {
      writeFileSync(path.join(folder, "in.pdf"), bytes);
      const range = ["-f", String(page + 1), "-l", String(page + 1)];
      execFileSync("pdftoppm", ["-r", "72", ...range, "-singlefile", "in.pdf", "out"], { cwd: folder });
      return pictureIn(readFileSync(path.join(folder, "out.ppm")));
    };
    for (const page of pages) {
      const on = (rects: readonly PageRect[]) => rects.filter((rect) => rect.page === page);
      const own = { lines: on(marks.lines), areas: on(marks.areas) };
      add(drawn, draw(source, page), draw(annotated, page), own);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return drawn;
}

interface Picture {
  width: number;
  height: number;
  pixels: Buffer;
}

/** Reads a portable pixmap with 8 bits per channel. */
function pictureIn(file: Buffer): Picture {
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/u.exec(file.toString("latin1", 0, 50)) ?? [];
  if (!head) throw new Error("poppler wrote another format");
  return { width: Number(width), height: Number(height), pixels: file.subarray(head.length) };
}

function add(drawn: Drawn, before: Picture, after: Picture, { lines, areas }: Marks): void {
  const { width, height } = before;
  /** 0 outside, 1 near a mark, 2 inside a line. */
  const places = new Uint8Array(width * height);
  const paint = ({ x0, y0, x1, y1 }: PageRect, margin: number, value: number) => {
    const [left, right] = [(x0 / UNIT) * width - margin, (x1 / UNIT) * width + margin];
    const [top, bottom] = [(y0 / UNIT) * height - margin, (y1 / UNIT) * height + margin];
    for (let y = Math.max(0, Math.ceil(top)); y < Math.min(height, bottom - 1); y++) {
      for (let x = Math.max(0, Math.ceil(left)); x < Math.min(width, right - 1); x++) places[y * width + x] = value;
    }
  };
  for (const mark of [...lines, ...areas]) paint(mark, EDGE, 1);
  for (const line of lines) paint(line, -1, 2);
  for (const [at, place] of places.entries()) {
    const [old, now] = [before, after].map(({ pixels }) => pixels.subarray(3 * at, 3 * at + 3)) as [Buffer, Buffer];
    const isChanged = !old.equals(now);
    if (place === 0 && isChanged) drawn.outside++;
    if (place !== 2 || old.some((part) => part < 255)) continue;
    drawn.inside++;
    if (isChanged) drawn.coloured++;
  }
}
