import { cache } from "react";
import { prepareNoteTrees } from "@/lib/annotations/notes/note-trees";
import { getDatabase } from "@/lib/db/own-database";
import type { Citations } from "@/lib/sharing/citations/formats";
import { citationsFor } from "@/lib/sharing/citations/kept";
import { type Shared, whatIsShared } from "@/lib/sharing/shared";

/** What a link shows. Looked up once for a page and its metadata. */
export const sharedOf = cache(async (token: string) => whatIsShared(await getDatabase(), token));

/** The notes of a link, and its introduction, that are shown as they were typed, since they would hold up everybody. */
export async function typedNotesOf(token: string): Promise<ReadonlySet<string>> {
  const shared = await sharedOf(token);
  if (shared === null || typeof shared === "string") return new Set();
  const notes = shared.passages.flatMap((passage) => passage.notes.map(({ body }) => body));
  return prepareNoteTrees([shared.introduction, ...notes], personOf(token));
}

/** How to cite the passages of a link, in their order. */
export function citationsOf(token: string, { passages }: Shared): Promise<Citations[]> {
  return citationsFor(passages, personOf(token));
}

/** Visitors have no account: those of one link take turns as one person. */
function personOf(token: string): string {
  return `link ${token}`;
}
