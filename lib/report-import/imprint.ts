import { languageOf } from "../report/language";
import type { ReportMeta } from "../report/model";
import { shownName } from "../report/names";
import type { GivenMeta } from "./meta";
import { type ImportWarning, missingField } from "./warning";

/** The imprint found in a file, and the file's text. */
interface FoundImprint {
  authors: readonly string[];
  editor?: string;
  publisher?: string;
  year?: number;
  text: string;
}

/**
 * Merges a report's metadata. Given values take precedence over those in the file. Returns a warning for each missing
 * field.
 */
export function imprintOf(
  found: FoundImprint,
  given: GivenMeta,
): { meta: Omit<ReportMeta, "title">; doubts: ImportWarning[] } {
  const { editor = found.editor, place, year = found.year, publisher = found.publisher } = given;
  const authors = given.authors?.map(shownName) ?? [...found.authors];
  const isWritten = given.authors?.some((name) => typeof name !== "string") ?? false;
  const said = { authors: authors.length > 0 || undefined, editor, place, year, publisher };
  const doubts = Object.entries(said).flatMap(([field, value]) =>
    value === undefined ? [missingField(field as keyof typeof said)] : [],
  );
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
