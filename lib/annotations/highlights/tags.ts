/** How tags are read. The browser reads it too. */

import { UserError } from "../../errors";
import { oneLine } from "../notes/one-line";

/** UTF-16 code units of a tag. */
export const MAX_TAG = 40;
/** Tags that a highlight can have. */
const MAX_TAGS = 20;

/** A tag on a highlight. */
export interface Tag {
  /** Which tag it is: the name without regard to case. */
  key: string;
  /** As it was typed. */
  name: string;
}

/** What tells tags apart: the same words in another case, or in other code points for the same letters, are the same tag. */
export function tagKey(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Reads a tag as people type it, with or without "#" before it. @returns null where it has no letter and no digit */
export function readTag(typed: string): Tag | null {
  const name = oneLine(typed).replace(/^[\s#]+/u, "");
  return /[\p{L}\p{N}]/u.test(name) ? { key: tagKey(name), name } : null;
}

/**
 * The tags that a highlight is to have, by key, each once: of several spellings the last. A comma parts two tags.
 *
 * @throws UserError `tag-too-long`, `too-many-tags`, and `tag-empty` for one without a letter or a digit
 */
export function readTags(typed: readonly string[]): Tag[] {
  const tags = new Map<string, Tag>();
  for (const part of typed.flatMap((each) => each.split(","))) {
    const tag = readTag(part);
    if (!tag) throw new UserError("tag-empty", "A tag needs a letter or a digit.");
    if (tag.name.length > MAX_TAG) {
      throw new UserError("tag-too-long", `A tag has at most ${MAX_TAG} characters. Shorten “${tag.name}”.`);
    }
    tags.set(tag.key, tag);
  }
  if (tags.size > MAX_TAGS) {
    throw new UserError("too-many-tags", `A highlight has at most ${MAX_TAGS} tags. Take one off first.`);
  }
  return [...tags.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
