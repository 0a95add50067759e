/**
 * How to name who wrote something. Who imported a file is known; who wrote what is in it is only what the file says, and whoever reads
 * the name must see that. The browser reads this too.
 */

import { oneLine } from "./notes/one-line";
import type { Origin } from "./schemas";

/** A highlight or a reply, as far as it says who made it. */
export interface Attributed {
  author: { name: string };
  origin: Origin;
}

const IMPORTED = "Imported by ";
const ATTRIBUTED = ", attributed to ";

/** For what its file attributes to nobody by name. */
export const NAMELESS = "somebody";

/** Who wrote something, to stand alone: “Ann”, or “Imported by Ann, attributed to Zoe”. */
export function writerOf({ author, origin }: Attributed): string {
  return origin?.creator ? attribution(author.name, origin.creator.name) : author.name;
}

/** What `writerOf` says of something that was imported. */
export function attribution(importer: string, creator: string | null): string {
  return `${IMPORTED}${importer}${ATTRIBUTED}${(creator && shown(creator)) || NAMELESS}`;
}

/** Marks that make what stands around them read in another direction. */
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A name that a file says, so that it cannot pretend to be more than the name. */
function shown(name: string): string {
  return oneLine(name.replace(DIRECTIONS, ""));
}

/** A writer as `writerOf` names them, to follow a noun: “by Ann”, or “imported by Ann, attributed to Zoe”. */
export function byline(writer: string): string {
  return isAttribution(writer) ? `i${writer.slice(1)}` : `by ${writer}`;
}

/** The same for several, of which one sentence is made: “by Ann and Bob; imported by Ann, attributed to Zoe”. */
export function bylines(writers: readonly string[], listed: (names: string[]) => string): string {
  const own = writers.filter((writer) => !isAttribution(writer));
  return [...(own.length > 0 ? [byline(listed(own))] : []), ...writers.filter(isAttribution).map(byline)].join("; ");
}

/** Whether a writer, as `writerOf` names them, is one that a file names. */
export function isAttribution(writer: string): boolean {
  return writer.startsWith(IMPORTED) && writer.includes(ATTRIBUTED);
}

/** The name of a creator in a file that Concord wrote: its own, and not what was made of it for those who read the file. */
export function creatorNamed(name: string, nickname: unknown): string {
  if (typeof nickname !== "string" || !isAttribution(name)) return name;
  return name.endsWith(`${ATTRIBUTED}${shown(nickname)}`) ? nickname : name;
}
