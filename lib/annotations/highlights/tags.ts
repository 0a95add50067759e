/** Parsing of tags. Shared with the browser. */

import { UserError } from "../../errors";
import { oneLine } from "../notes/one-line";

/** Maximum length of a tag, in UTF-16 code units. */
export const MAX_TAG = 40;
/** Maximum tags per highlight. */
const MAX_TAGS = 20;

/** A tag on a highlight. */
export interface Tag {
  /** Identity of the tag: the name in lower case. */
  key: string;
  /** As typed. */
  name: string;
}

/** The identity of a tag: names that differ only in case or Unicode normalization are the same tag. */
export function tagKey(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Parses a typed tag, with or without a leading "#". @returns null if it has no letter and no digit */
export function readTag(typed: string): Tag | null {
  const name = oneLine(typed).replace(/^[\s#]+/u, "");
  return /[\p{L}\p{N}]/u.test(name) ? { key: tagKey(name), name } : null;
}

/**
 * Parses typed tags, sorted by key and without duplicates; if a tag has several spellings, the last one wins. A comma
 * separates tags.
 *
 * @throws UserError `tag-too-long`, `too-many-tags`, and `tag-empty` for a tag without a letter or a digit
 */
export function readTags(typed: readonly string[]): Tag[] {
  const tags = new Map<string, Tag>();
  for (const part of typed.flatMap((each) => each.split(","))) {
    const tag = readTag(part);
    if (!tag) throw new UserError("tag-empty", "A tag needs at least one letter or digit.");
    if (tag.name.length > MAX_TAG) {
      throw new UserError("tag-too-long", `A tag can have at most ${MAX_TAG} characters. Shorten “${tag.name}”.`);
    }
    tags.set(tag.key, tag);
  }
  if (tags.size > MAX_TAGS) {
    throw new UserError("too-many-tags", `A highlight can have at most ${MAX_TAGS} tags. Remove one first.`);
  }
  return [...tags.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
