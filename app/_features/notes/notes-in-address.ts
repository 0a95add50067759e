import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { type AskedNotes, notesQuery } from "@/lib/library/notes-schemas";

/** The query parameters of each filter, in page URLs and in the API. */
const NAMES = {
  query: "q",
  person: "person",
  colour: "colour",
  tag: "tag",
  state: "state",
  visibility: "visibility",
  report: "report",
} as const satisfies Record<keyof AskedNotes, keyof typeof notesQuery.shape>;

const KEYS = Object.keys(NAMES) as (keyof AskedNotes)[];

export const ALL_NOTES: AskedNotes = { ...NO_FILTER, query: "", report: null };

/** Parses the filters in a URL; invalid values are ignored. */
export function readAskedNotes(address: Readonly<Record<string, string | string[] | undefined>>): AskedNotes {
  const asked = KEYS.map((key) => {
    const said = address[NAMES[key]];
    const value = Array.isArray(said) ? said.at(-1) : said;
    const read = notesQuery.shape[NAMES[key]].safeParse(value);
    return [key, (read.success ? read.data : undefined) ?? ALL_NOTES[key]];
  });
  return Object.fromEntries(asked) as AskedNotes;
}

/** The URL of a page or endpoint with these filters. */
export function askedNotesAddress(path: string, asked: AskedNotes, offset = 0): string {
  const params = new URLSearchParams();
  for (const key of KEYS) {
    const value = asked[key];
    if (value !== null && String(value).trim() !== "") params.set(NAMES[key], String(value).trim());
  }
  if (offset > 0) params.set("offset", String(offset));
  return params.size === 0 ? path : `${path}?${params}`;
}
