/** Text with its formatting, note markers and page breaks. Offsets are UTF-16 code units. */
export interface RichText {
  text: string;
  /** Ranges in bold or italics, in order; they do not overlap. */
  styles: { start: number; end: number; bold: boolean; italic: boolean }[];
  /** Raised numbers and signs, which may lead to notes. They are no part of the text. */
  markers: Marker[];
  turns: { at: number; page: number }[];
}

export interface Marker {
  at: number;
  label: string;
  /** Index of the page on which it stands. */
  page: number;
  /** The note that it leads to, once that is known: its index among all notes. */
  note?: number;
}

export const emptyText = (): RichText => ({ text: "", styles: [], markers: [], turns: [] });

/** Adds a text to the end of another. */
export function append(target: RichText, { text, styles, markers, turns }: RichText): void {
  const by = target.text.length;
  target.text += text;
  for (const style of styles) addStyle(target, style.start + by, style.end + by, style);
  target.markers.push(...markers.map((marker) => ({ ...marker, at: marker.at + by })));
  target.turns.push(...turns.map((turn) => ({ ...turn, at: turn.at + by })));
}

/** Marks a range, as part of the range before it where only white space lies between them. */
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

/** Takes the text's last characters off. */
export function cutEnd(target: RichText, length: number): void {
  target.text = target.text.slice(0, target.text.length - length);
  const end = target.text.length;
  for (const style of target.styles) style.end = Math.min(style.end, end);
  for (const marker of target.markers) marker.at = Math.min(marker.at, end);
  for (const turn of target.turns) turn.at = Math.min(turn.at, end);
}

/** Takes the text's first characters off. */
export function cutStart(target: RichText, length: number): void {
  target.text = target.text.slice(length);
  target.styles = target.styles
    .map((style) => ({ ...style, start: Math.max(0, style.start - length), end: Math.max(0, style.end - length) }))
    .filter((style) => style.end > style.start);
  target.markers = target.markers.map((marker) => ({ ...marker, at: Math.max(0, marker.at - length) }));
  target.turns = target.turns.map((turn) => ({ ...turn, at: Math.max(0, turn.at - length) }));
}
