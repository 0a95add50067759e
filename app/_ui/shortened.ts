/** Truncates text to at most `length` characters plus an ellipsis, at a word boundary if possible. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.slice(0, length + 1).search(/\s+\S*$/u);
  return `${text.slice(0, end > 0 ? end : length)}…`;
}
