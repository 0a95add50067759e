import { cache } from "react";
import { prepareNoteTrees } from "@/lib/annotations/notes/note-trees";
import { getDatabase } from "@/lib/db/own-database";
import type { Citations } from "@/lib/sharing/citations/formats";
import { citationsFor } from "@/lib/sharing/citations/kept";
import { type Shared, whatIsShared } from "@/lib/sharing/shared";

/** The content of a share link. Cached per request, for the page and its metadata. */
export const sharedOf = cache(async (token: string) => whatIsShared(await getDatabase(), token));

/**
 * The parts of a share (introduction and notes) that are shown as plain Markdown, because formatting all of them would
 * take too long.
 */
export async function typedNotesOf(token: string): Promise<ReadonlySet<string>> {
  const shared = await sharedOf(token);
  if (shared === null || typeof shared === "string") return new Set();
  const notes = shared.passages.flatMap((passage) => passage.notes.map(({ body }) => body));
  return prepareNoteTrees([shared.introduction, ...notes], personOf(token));
}

/** Citations of a link's passages, in the same order. */
export function citationsOf(token: string, { passages }: Shared): Promise<Citations[]> {
  return citationsFor(passages, personOf(token));
}

/** Visitors have no account, so everyone who visits a link shares one place in the fair queue. */
function personOf(token: string): string {
  return `link ${token}`;
}
