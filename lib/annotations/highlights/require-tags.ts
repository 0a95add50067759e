import { UserError } from "../../errors";
import { readTags, type Tag } from "./tags";

/**
 * Parses typed tags; see `readTags`.
 *
 * @throws UserError `tag-empty`, `tag-too-long`, `too-many-tags`
 */
export function requireTags(typed: readonly string[]): Tag[] {
  const read = readTags(typed);
  if (Array.isArray(read)) return read;
  throw UserError.of(read);
}
