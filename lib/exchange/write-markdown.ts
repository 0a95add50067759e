import { wordsOf } from "../annotations/areas/words";
import { writerOf } from "../annotations/attribution";
import { markdownOfText } from "./bodies";
import { citationLine } from "./citation-line";
import { bySections, dayOf, type ReadableNote, writtenOut } from "./prose";

/**
 * Writes notes as Markdown, grouped by report and section. Each passage comes with its source and is followed by its
 * discussion.
 */
export function* markdownOf(notes: readonly ReadableNote[]): Generator<string> {
  for (const { report, sections } of bySections(notes)) {
    yield `# ${inline(report.title)}\n\n`;
    for (const { title, notes: own } of sections) {
      if (title !== null) yield `## ${inline(title)}\n\n`;
      for (const note of own) yield `${partsOf(note).join("\n\n")}\n\n`;
    }
  }
}

/** Each note is a list item, so that the headings in it do not become headings of the document. */
function partsOf({ highlight, report, page, link }: ReadableNote): string[] {
  const { tags, note } = highlight;
  const source = `— ${inline(citationLine(report, page))}. [${inline("Open in Concord")}](<${link}>)`;
  const thread = note ? [{ ...highlight, body: note.body, createdAt: note.updatedAt }, ...note.replies] : [];
  const written = thread.map(
    (each) => `**${inline(writerOf(each))}**, ${dayOf(each.createdAt)}:\n\n${writtenOut(each.body)}`,
  );
  const filed = tags.length > 0 ? [inline(`Tags: ${tags.join(", ")}`)] : [];
  const [first = "", ...rest] = [quoted(wordsOf(highlight)), source, ...written, ...filed].map(indented);
  return [`- ${first.trimStart()}`, ...rest];
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${inline(line)}`)
    .join("\n>\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gmu, "  ");
}

function inline(text: string): string {
  return markdownOfText(text.replace(/\s+/gu, " "));
}
