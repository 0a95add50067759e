/** The beginning of a text, at most `length` characters of it, ending with a whole word where it can. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.slice(0, length + 1).search(/\s+\S*$/u);
  return `${text.slice(0, end > 0 ? end : length)}…`;
}
