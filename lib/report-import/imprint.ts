import { languageOf } from "../report/language";
import type { ReportMeta } from "../report/model";
import { shownName } from "../report/names";
import type { GivenMeta } from "./meta";
import type { ImportWarning } from "./warning";

/** What a file says of itself, and its text. */
interface FoundImprint {
  authors: readonly string[];
  editor?: string;
  publisher?: string;
  year?: number;
  text: string;
}

/** Puts together what is known about a report: what is given goes before what the file says. Says what is missing. */
export function imprintOf(
  found: FoundImprint,
  given: GivenMeta,
): { meta: Omit<ReportMeta, "title">; doubts: ImportWarning[] } {
  const { editor = found.editor, place, year = found.year, publisher = found.publisher } = given;
  const authors = given.authors?.map(shownName) ?? [...found.authors];
  const isWritten = given.authors?.some((name) => typeof name !== "string") ?? false;
  const said = { authors: authors.length > 0 || undefined, editor, place, year, publisher };
  const doubts = Object.entries(said).flatMap(([name, value]): ImportWarning[] => {
    const field = name as NonNullable<ImportWarning["field"]>;
    if (value !== undefined) return [];
    const sentence =
      field === "authors"
        ? "No authors were found: add them to the front matter."
        : `No ${field} was found: give one with --${field}.`;
    return [{ line: 1, text: sentence, field }];
  });
  const meta = {
    authors,
    ...(isWritten && { names: { authors: given.authors } }),
    ...(editor !== undefined && { editor }),
    ...(place !== undefined && { place }),
    ...(year !== undefined && { year }),
    ...(publisher !== undefined && { publisher }),
    language: given.language ?? languageOf(found.text, "en"),
  };
  return { meta, doubts };
}
