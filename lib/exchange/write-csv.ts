import { wordsOf } from "../annotations/areas/words";
import { writerOf } from "../annotations/attribution";
import { CSV_START, csvRow } from "../csv";
import { dayOf, type ReadableNote, writtenOut } from "./prose";

const COLUMNS = [
  ...["Report", "Section", "Page", "Passage", "Note", "By", "Created", "Changed"],
  ...["Tags", "Colour", "Seen by", "Resolved", "Replies", "Link"],
];

/** Writes notes as CSV for spreadsheets, row by row. */
export function* csvOf(notes: readonly ReadableNote[]): Generator<string> {
  yield CSV_START + csvRow(COLUMNS);
  for (const note of notes) yield csvRow(rowOf(note));
}

function rowOf({ highlight, report, section, page, link }: ReadableNote): string[] {
  const { note, tags, colour, visibility, createdAt, updatedAt } = highlight;
  const replies = (note?.replies ?? []).map((reply) => `${writerOf(reply)}: ${writtenOut(reply.body)}`);
  return [
    ...[report.title, section ?? "", page ? `${page.page}${page.certain ? "" : "?"}` : "", wordsOf(highlight)],
    ...[note ? writtenOut(note.body) : "", writerOf(highlight), dayOf(createdAt), dayOf(note?.updatedAt ?? updatedAt)],
    ...[tags.join(", "), String(colour), visibility, note?.resolved ? "yes" : "", replies.join("\n"), link],
  ];
}
