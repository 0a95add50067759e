import { stringify } from "csv-stringify/sync";
import { dayOf, type ReadableNote, writerOf, writtenOut } from "./prose";

const COLUMNS = [
  ...["Report", "Section", "Page", "Passage", "Note", "By", "Created", "Changed"],
  ...["Tags", "Colour", "Seen by", "Resolved", "Replies", "Link"],
];

/** Rows that are written at once. */
const BATCH = 200;

/**
 * Notes as a table for spreadsheets, part by part: RFC 4180 in UTF-8, with a byte order mark, without which Excel does not read
 * Cyrillic. What a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function* csvOf(notes: readonly ReadableNote[]): Generator<string> {
  yield stringify([COLUMNS], { bom: true, record_delimiter: "windows" });
  for (let from = 0; from < notes.length; from += BATCH) {
    const rows = notes.slice(from, from + BATCH).map(rowOf);
    yield stringify(rows, { record_delimiter: "windows", escape_formulas: true });
  }
}

function rowOf({ highlight, report, section, page, link }: ReadableNote): string[] {
  const { quote, note, tags, colour, visibility, createdAt, updatedAt } = highlight;
  const replies = (note?.replies ?? []).map((reply) => `${writerOf(reply)}: ${writtenOut(reply.body)}`);
  return [
    ...[report.title, section ?? "", page ? `${page.page}${page.certain ? "" : "?"}` : "", quote],
    ...[note ? writtenOut(note.body) : "", writerOf(highlight), dayOf(createdAt), dayOf(note?.updatedAt ?? updatedAt)],
    ...[tags.join(", "), String(colour), visibility, note?.resolved ? "yes" : "", replies.join("\n"), link],
  ];
}
