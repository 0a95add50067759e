import { wordsOf } from "../annotations/areas/words";
import { writerOf } from "../annotations/attribution";
import { citationLine } from "./citation-line";
import { bySections, dayOf, type ReadableNote, writtenOut } from "./prose";
import { noteBlocks } from "./word-note";
import { type PictureInWord, pictureRun } from "./word-picture";
import { GAP, INDENT, paragraph, run, WordDocument } from "./word-xml";

/** A note, with a picture of its area if it has one that is shown. */
export interface NoteInWord extends ReadableNote {
  picture?: PictureInWord;
}

/** Notes as a Word document, grouped by report and section, with their formatting. */
export async function docxOf(notes: readonly NoteInWord[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = new WordDocument();
  const blocks = bySections(notes).flatMap(({ report, sections }) => [
    paragraph(run(report.title), { style: "Heading1" }),
    ...sections.flatMap(({ title, notes: own }) => [
      ...(title === null ? [] : [paragraph(run(title), { style: "Heading2" })]),
      ...own.flatMap((note) => blocksOf(note, document)),
    ]),
  ]);
  return document.file(blocks);
}

function blocksOf({ highlight, report, page, link, picture }: NoteInWord, document: WordDocument): string[] {
  const { tags, note, area } = highlight;
  const thread = note ? [{ ...highlight, body: note.body, createdAt: note.updatedAt }, ...note.replies] : [];
  const shown = picture && pictureRun(picture, wordsOf(highlight), document);
  const source = run(`— ${citationLine(report, page)}. ${area && !shown ? "Picture not included. " : ""}`);
  return [
    paragraph(run(wordsOf(highlight)), {
      style: "Quote",
      keepNext: shown !== undefined,
      spacing: { before: GAP * 2, after: 0 },
      indent: { left: INDENT },
    }),
    ...(shown
      ? [paragraph(shown, { keepNext: true, spacing: { before: GAP, after: 0 }, indent: { left: INDENT } })]
      : []),
    paragraph(source + document.link(link, run("Open in Concord", { isLink: true })), {
      spacing: { after: GAP },
      indent: { left: INDENT },
    }),
    ...thread.flatMap((each) => {
      const lead = run(`${writerOf(each)}, ${dayOf(each.createdAt)}: `, { bold: true });
      return noteBlocks(writtenOut(each.body), lead, document);
    }),
    ...(tags.length > 0 ? [paragraph(run(`Tags: ${tags.join(", ")}`))] : []),
  ];
}
