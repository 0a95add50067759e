/** A prose paragraph, as opposed to a list, table, heading or footnote. */
const PROSE = /^[\p{L}‘“"][^|\n]{200,}$/u;

/** A report's Markdown as an editor might return it: some prose paragraphs are deleted, edited or moved. */
export function editedMarkdown(markdown: string): string {
  const parts = markdown.split("\n\n");
  const prose = parts.flatMap((part, index) => (PROSE.test(part) ? index : []));
  const moved = parts[prose[2]!]!;
  const edited = parts.map((part, index) => {
    const place = prose.indexOf(index);
    if (place === 2 || place % 20 === 5) return null;
    return place % 20 === 9 ? part.replace(/ the /u, " this same ") : part;
  });
  edited.splice(prose[10]!, 0, moved);
  return edited.filter((part) => part !== null).join("\n\n");
}
