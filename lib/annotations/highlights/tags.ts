/** Parses tags. Shared with the browser. */

import { type Problem, problem } from "../../errors/problem";
import { oneLine } from "../notes/one-line";

/** Maximum length of a tag, in UTF-16 code units. */
export const MAX_TAG = 40;
/** Maximum number of tags per highlight. */
const MAX_TAGS = 20;

/** A tag on a highlight. */
export interface Tag {
  /** Identifies the tag: its name in lower case. */
  key: string;
  /** As typed. */
  name: string;
}

/** The identity of a tag. Names that differ only in case or Unicode normalization are the same tag. */
export function tagKey(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/**
 * Parses a typed tag, with or without a leading "#".
 * @returns null if it contains no letters or digits
 */
export function readTag(typed: string): Tag | null {
  const name = oneLine(typed).replace(/^[\s#]+/u, "");
  return /[\p{L}\p{N}]/u.test(name) ? { key: tagKey(name), name } : null;
}

/** The problem with typed tags. `tag-empty` means that a tag contains no letters or digits. */
type TagProblem = Problem<"tag-empty" | "tag-too-long" | "too-many-tags">;

/**
 * Parses typed tags, separated by commas. Returns them sorted by key and without duplicates. If a tag has several
 * spellings, the last one wins. A problem is returned rather than thrown, because the browser doesn't load the error
 * messages.
 */
export function readTags(typed: readonly string[]): Tag[] | TagProblem {
  const tags = new Map<string, Tag>();
  for (const part of typed.flatMap((each) => each.split(","))) {
    const tag = readTag(part);
    if (!tag) return problem("tag-empty");
    if (tag.name.length > MAX_TAG) return problem("tag-too-long", { max: MAX_TAG, name: tag.name });
    tags.set(tag.key, tag);
  }
  if (tags.size > MAX_TAGS) return problem("too-many-tags", { max: MAX_TAGS });
  return [...tags.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
