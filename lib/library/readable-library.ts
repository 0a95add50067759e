import "server-only";
import { type Actor, may, type Rights } from "../accounts/policy";
import { rightsKey } from "../annotations/highlights/highlight-snapshot";
import { currentLibrary, type ServedLibrary } from "./library";

/** Maximum number of cached libraries, one for each set of reports that people can read. */
const SETS = 64;

const known = new WeakMap<ServedLibrary, Map<string, ServedLibrary>>();

/** The part of a library that a user can read. It is the library itself if that is all of it. */
export function readableIn(library: ServedLibrary, actor: Rights): ServedLibrary {
  const sets = known.get(library) ?? new Map<string, ServedLibrary>();
  known.set(library, sets);
  const key = rightsKey(actor);
  const part = sets.get(key) ?? partOf(library, actor);
  // Move the entry to the end, because entries are ordered from least to most recently used.
  sets.delete(key);
  sets.set(key, part);
  const [oldest] = sets.keys();
  if (sets.size > SETS && oldest !== undefined) sets.delete(oldest);
  return part;
}

function partOf(library: ServedLibrary, actor: Rights): ServedLibrary {
  const reports = library.reports.filter(({ slug }) => may(actor, "report.read", { report: slug }));
  if (reports.length === library.reports.length) return library;
  const isReadable = new Set(reports);
  const listed = library.listed.filter((report) => isReadable.has(report));
  return { ...library, reports, listed, bySlug: new Map(reports.map((report) => [report.slug, report])) };
}

/** The part of the current library that a user can read. */
export async function readableLibrary(actor: Actor): Promise<ServedLibrary> {
  return readableIn(await currentLibrary(), actor);
}
