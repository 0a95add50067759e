/**
 * Formats the names of writers. We know who imported a file, but we can't verify the creators that the file names. The
 * displayed name must make that clear. Shared with the browser.
 */

import { oneLine } from "./notes/one-line";
import type { Origin } from "./schemas";

/** The fields of a highlight or reply that say who made it. */
export interface Attributed {
  author: { name: string };
  origin: Origin;
}

const IMPORTED = "Imported by ";
const ATTRIBUTED = ", attributed to ";

/** Used when the file names no creator. */
export const NAMELESS = "someone";

/**
 * The writer's name, for use outside a sentence: “Ann”, or “Imported by Ann, attributed to Zoe”. Exported files and the
 * API have the name in English; the interface translates it (`app/_messages/writers.ts`).
 */
export function writerOf({ author, origin }: Attributed): string {
  return origin?.creator ? attribution(author.name, origin.creator.name) : author.name;
}

/** The result of `writerOf` for an imported item. */
export function attribution(importer: string, creator: string | null): string {
  return `${IMPORTED}${importer}${ATTRIBUTED}${(creator && shown(creator)) || NAMELESS}`;
}

/** Bidirectional formatting characters, which could reorder the text around a name. */
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A name from a file, cleaned so that it can't imitate the surrounding text. */
function shown(name: string): string {
  return oneLine(name.replace(DIRECTIONS, ""));
}

/** Whether a writer from `writerOf` is an attribution from an imported file. */
export function isAttribution(writer: string): boolean {
  return writer.startsWith(IMPORTED) && writer.includes(ATTRIBUTED);
}

/** The names in an attribution; null if the writer is not an attribution. @param writer from `writerOf` */
export function attributionIn(writer: string): { importer: string; creator: string } | null {
  if (!isAttribution(writer)) return null;
  const [importer = "", ...rest] = writer.slice(IMPORTED.length).split(ATTRIBUTED);
  return { importer, creator: rest.join(ATTRIBUTED) };
}

/** The creator's original name in a file that Concord exported, as opposed to the attribution that its readers see. */
export function creatorNamed(name: string, nickname: unknown): string {
  if (typeof nickname !== "string" || !isAttribution(name)) return name;
  return name.endsWith(`${ATTRIBUTED}${shown(nickname)}`) ? nickname : name;
}
