import type { Language, ReportMeta } from "./model";
import { shownName, type WrittenName } from "./names";

/** The languages that a report can have. */
export const LANGUAGES = ["en", "ru", "kk"] as const satisfies readonly Language[];

/** The statuses that a report can have. A draft may still change. */
export const STATUSES = ["published", "draft"] as const;
type ReportStatus = (typeof STATUSES)[number];

/** The details that an edition can contain. */
export interface PrintedDetails {
  title: string;
  authors: WrittenName[];
  editors: WrittenName[];
  publisher: string | null;
  place: string | null;
  /** When the report was published, in ISO 8601 format: "2017", "2017-05" or "2017-05-31". */
  date: string | null;
  language: Language;
}

/** The details of a report that people can edit. They belong to the report, not to its editions. */
export interface ReportDetails extends PrintedDetails {
  status: ReportStatus;
  /** What the report is about, in the order in which people entered the topics. */
  topics: string[];
}

const PRINTED = ["title", "authors", "editors", "publisher", "place", "date", "language"] as const;
const FIELDS = [...PRINTED, "status", "topics"] as const;
export type DetailsField = (typeof FIELDS)[number];

/** The details that an edition contains. */
export function detailsOf({
  title,
  authors,
  editor,
  names,
  publisher,
  place,
  year,
  language,
}: ReportMeta): PrintedDetails {
  return {
    title,
    authors: names?.authors ?? authors,
    editors: names?.editors ?? (editor ? [editor] : []),
    publisher: publisher ?? null,
    place: place ?? null,
    date: year === undefined ? null : String(year),
    language,
  };
}

/** The metadata of a report with these details. Metadata that belongs only to the edition is kept. */
export function withDetails(printed: ReportMeta, details: ReportDetails): ReportMeta {
  const { title, authors, editors, publisher, place, date, language, status } = details;
  const year = date === null ? undefined : yearOf(date);
  return {
    title,
    ...metaOfNames(authors, editors),
    ...(place !== null && { place }),
    ...(year !== undefined && { year }),
    ...(date !== null && date !== String(year) && { date }),
    ...(publisher !== null && { publisher }),
    language,
    ...(status === "draft" && { status }),
    ...(printed.source !== undefined && { source: printed.source }),
    ...(printed.sha256 !== undefined && { sha256: printed.sha256 }),
  };
}

/** Names as metadata, in display form. Their parts are included if they can't be derived from the display form. */
export function metaOfNames(
  authors: WrittenName[],
  editors: WrittenName[],
): Pick<ReportMeta, "authors" | "editor" | "names"> {
  const isWritten = (name: WrittenName) => typeof name !== "string";
  const names = {
    ...(authors.some(isWritten) && { authors }),
    ...((editors.length > 1 || editors.some(isWritten)) && { editors }),
  };
  return {
    authors: authors.map(shownName),
    ...(editors.length > 0 && { editor: editors.map(shownName).join(", ") }),
    ...(Object.keys(names).length > 0 && { names }),
  };
}

/**
 * The details of a report after a new edition. If a detail differs between the new edition and the previous one, the
 * new value replaces the report's value. All other details keep their values, which may have been edited.
 */
export function detailsAfter(current: ReportDetails, before: PrintedDetails, next: PrintedDetails): ReportDetails {
  const changed = PRINTED.filter((field) => !saysSame(field, before, next) && !saysSame(field, current, next));
  return { ...current, ...Object.fromEntries(changed.map((field) => [field, next[field]])) };
}

/**
 * Whether an edition's value for a detail adds nothing to the known value. An edition may give only the year of a date,
 * and only the display form of editors' names.
 */
function saysSame(field: (typeof PRINTED)[number], known: PrintedDetails, next: PrintedDetails): boolean {
  if (isSame(known[field], next[field])) return true;
  if (field === "editors") return metaOfNames([], known.editors).editor === metaOfNames([], next.editors).editor;
  return field === "date" && known.date !== null && next.date !== null && yearOf(known.date) === yearOf(next.date);
}

/** The fields in which the details differ. */
export function changedFields(a: ReportDetails, b: ReportDetails): DetailsField[] {
  return FIELDS.filter((field) => !isSame(a[field], b[field]));
}

/** The keys of names, in a fixed order. PostgreSQL doesn't keep the key order of JSON values. */
const NAME_KEYS = ["literal", "family", "given"];

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, NAME_KEYS) === JSON.stringify(b, NAME_KEYS);
}

const DATE = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/u;

/** Whether a text is a valid date for the details, in a year between 1000 and 2999. */
export function isDate(text: string): boolean {
  const [, year, month = "01", day = "01"] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // JavaScript turns 31 June into 1 July.
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** The year of a date. */
function yearOf(date: string): number {
  return Number.parseInt(date, 10);
}
