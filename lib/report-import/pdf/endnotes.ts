import type { TextDraft } from "./drafts";
import { labelOf } from "./line-text";
import type { Line } from "./lines";

/** Tolerance within which the labels of notes are below each other, in points. */
const SAME_PLACE = 1;

/** The lines of an endnote. Without a label, they continue the previous note. */
interface NotePart {
  label?: string;
  lines: Line[];
}

/**
 * Divides a block below a heading of endnotes into notes. Their labels can be numbers without a full stop, which would
 * not begin a list item elsewhere.
 *
 * @param last the label of the previous note
 */
export function notesIn({ lines, marker }: TextDraft, last: string | undefined): NotePart[] {
  if (marker?.number !== undefined) return [{ label: String(marker.number), lines }];
  const parts: NotePart[] = [];
  let next = Number(last ?? 0) + 1;
  let left: number | undefined;
  for (const line of lines) {
    const label = line.words.length > 1 ? labelOf(line.words[0]!.text) : undefined;
    const isBelow = left === undefined || Math.abs(line.x0 - left) <= SAME_PLACE;
    if (label !== undefined && Number(label) === next && isBelow) {
      parts.push({ label, lines: [line] });
      left = line.x0;
      next++;
    } else if (parts.length > 0) parts.at(-1)!.lines.push(line);
    else parts.push({ lines: [line] });
  }
  return parts;
}
