import { isBlank, type Line } from "./lines";
import { type PageBreak, strongest } from "./page-breaks";

/** Consecutive lines between blank lines. */
export interface Chunk {
  lines: Line[];
  /** A possible page break before the chunk. */
  turn?: PageBreak;
  /** The number of blank lines before the chunk. */
  gap: number;
}

/** Splits lines at blank lines. */
export function splitChunks(lines: readonly Line[]): Chunk[] {
  const chunks: Chunk[] = [];
  let blanks: Line[] = [];
  let current: Chunk | undefined;
  for (const line of lines) {
    if (isBlank(line)) {
      blanks.push(line);
      current = undefined;
    } else if (current) {
      current.lines.push(line);
    } else {
      const turns = blanks.flatMap(({ turn }) => (turn ? [{ ...turn, line: line.number, pages: 1 }] : []));
      const turn = strongest(turns);
      current = { lines: [line], gap: blanks.length, ...(turn ? { turn } : {}) };
      chunks.push(current);
      blanks = [];
    }
  }
  return chunks;
}
