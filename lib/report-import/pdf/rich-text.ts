import type { Word } from "./words";

/** A word as drawn. */
interface DrawnWord {
  /** Index of the page. */
  page: number;
  word: Word;
}

/** Text with its formatting, note markers and page breaks. Offsets are UTF-16 code units. */
export interface RichText {
  text: string;
  /** The words that the text was read from, in order, including its markers and the hyphens at the ends of lines. */
  drawn: DrawnWord[];
  /** Ranges in bold or italics, in order and without overlaps. */
  styles: { start: number; end: number; bold: boolean; italic: boolean }[];
  /** Superscript numbers and symbols that may refer to notes. They are not part of the text. */
  markers: Marker[];
  turns: { at: number; page: number }[];
}

export interface Marker {
  at: number;
  label: string;
  /** Index of the marker's page. */
  page: number;
  /** Index of the marker's note among all notes; undefined until it is known. */
  note?: number;
}

export const emptyText = (): RichText => ({ text: "", drawn: [], styles: [], markers: [], turns: [] });

/** Appends a text to another. */
export function append(target: RichText, { text, drawn, styles, markers, turns }: RichText): void {
  const by = target.text.length;
  target.text += text;
  for (const word of drawn) target.drawn.push(word);
  for (const style of styles) addStyle(target, style.start + by, style.end + by, style);
  target.markers.push(...markers.map((marker) => ({ ...marker, at: marker.at + by })));
  target.turns.push(...turns.map((turn) => ({ ...turn, at: turn.at + by })));
}

/** Adds a style to a range. It is merged with the previous range if only whitespace separates them. */
export function addStyle(
  target: RichText,
  start: number,
  end: number,
  { bold, italic }: { bold: boolean; italic: boolean },
): void {
  if (!bold && !italic) return;
  const last = target.styles.at(-1);
  const joins =
    last && last.bold === bold && last.italic === italic && /^\s*$/u.test(target.text.slice(last.end, start));
  if (joins) last.end = end;
  else target.styles.push({ start, end, bold, italic });
}

/** Removes the given number of characters from the end of a text. */
export function cutEnd(target: RichText, length: number): void {
  target.text = target.text.slice(0, target.text.length - length);
  const end = target.text.length;
  for (const style of target.styles) style.end = Math.min(style.end, end);
  for (const marker of target.markers) marker.at = Math.min(marker.at, end);
  for (const turn of target.turns) turn.at = Math.min(turn.at, end);
}

/** Removes the given number of characters from the start of a text. */
export function cutStart(target: RichText, length: number): void {
  target.text = target.text.slice(length);
  target.styles = target.styles
    .map((style) => ({ ...style, start: Math.max(0, style.start - length), end: Math.max(0, style.end - length) }))
    .filter((style) => style.end > style.start);
  target.markers = target.markers.map((marker) => ({ ...marker, at: Math.max(0, marker.at - length) }));
  target.turns = target.turns.map((turn) => ({ ...turn, at: Math.max(0, turn.at - length) }));
}
