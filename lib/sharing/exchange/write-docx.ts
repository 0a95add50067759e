import { Document, ExternalHyperlink, HeadingLevel, Packer, Paragraph, TextRun } from "docx";
import { writerOf } from "../../annotations/attribution";
import { noteText } from "../../annotations/note-text";
import { citationLine } from "./citation-line";
import { bySections, dayOf, type ReadableNote, writtenOut } from "./prose";

/** Twentieths of a point. */
const INDENT = 360;
const GAP = 120;

/** Notes as a Word document, by report and section. The Markdown of what was written is put as plain text. */
export async function docxOf(notes: readonly ReadableNote[]): Promise<Uint8Array<ArrayBuffer>> {
  const children = bySections(notes).flatMap(({ report, sections }) => [
    heading(report.title, HeadingLevel.HEADING_1),
    ...sections.flatMap(({ title, notes: own }) => [
      ...(title === null ? [] : [heading(title, HeadingLevel.HEADING_2)]),
      ...own.flatMap(paragraphsOf),
    ]),
  ]);
  const bytes = await Packer.toBuffer(new Document({ creator: "Concord", sections: [{ children }] }));
  return new Uint8Array(bytes);
}

function heading(text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ heading: level, children: [new TextRun(storable(text))] });
}

function paragraphsOf({ highlight, report, page, link }: ReadableNote): Paragraph[] {
  const { quote, tags, note } = highlight;
  const thread = note ? [{ ...highlight, body: note.body, createdAt: note.updatedAt }, ...note.replies] : [];
  return [
    new Paragraph({
      style: "Quote",
      indent: { left: INDENT },
      spacing: { before: GAP * 2 },
      children: lines(quote, { italics: true }),
    }),
    new Paragraph({
      indent: { left: INDENT },
      spacing: { after: GAP },
      children: [
        new TextRun(`— ${storable(citationLine(report, page))}. `),
        new ExternalHyperlink({ link, children: [new TextRun({ text: "Open in Concord", style: "Hyperlink" })] }),
      ],
    }),
    ...thread.map(
      (each) =>
        new Paragraph({
          spacing: { after: GAP },
          children: [
            new TextRun({ text: `${storable(writerOf(each))}, ${dayOf(each.createdAt)}: `, bold: true }),
            ...lines(noteText(writtenOut(each.body))),
          ],
        }),
    ),
    ...(tags.length > 0 ? [new Paragraph({ children: [new TextRun(storable(`Tags: ${tags.join(", ")}`))] })] : []),
  ];
}

function lines(text: string, style: { italics?: boolean } = {}): TextRun[] {
  return text
    .split("\n")
    .map((line, index) => new TextRun({ text: storable(line), ...style, ...(index > 0 && { break: 1 }) }));
}

/** Control characters cannot stand in XML 1.0, however they are written. */
function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, "\uFFFD");
}
