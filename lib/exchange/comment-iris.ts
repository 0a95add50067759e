import { createHash } from "node:crypto";

/** What identifies a comment in a file. */
export interface NamedComment {
  /** Identifies it within the file. */
  id: string;
  author: string;
  created?: string | undefined;
  body: string;
  words: string;
}

/**
 * The IRI of each comment. It depends only on the comment and the report, so the same comment in the file of the next
 * edition isn't imported again.
 */
export function irisOf(slug: string, comments: readonly NamedComment[]): Map<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    comments.map(({ id, author, created, body, words }) => {
      const content = JSON.stringify([slug, author, created, body, words]);
      const nth = seen.get(content) ?? 0;
      seen.set(content, nth + 1);
      const hash = createHash("sha256").update(`${content} ${nth}`).digest("hex");
      return [id, `urn:concord:comment:${hash}`];
    }),
  );
}
