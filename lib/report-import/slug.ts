import anyAscii from "any-ascii";
import { UserError } from "../errors";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const MAX_LENGTH = 80;

/**
 * Validates a report's name in URLs and file names.
 *
 * @throws UserError `import-slug` if it contains anything but lower-case Latin letters, digits and single hyphens
 *   between them
 */
export function checkSlug(slug: string): string {
  if (SLUG.test(slug) && slug.length <= MAX_LENGTH) return slug;
  throw new UserError("import-slug.invalid", { slug, max: MAX_LENGTH });
}

/**
 * Derives a slug from a title in any script: transliterated letters and digits, truncated at a word boundary.
 *
 * @throws UserError `import-slug` if the title has no letters or digits
 */
export function slugOf(title: string): string {
  const words = anyAscii(title.normalize("NFC").replace(/['’‘]/gu, ""))
    .replace(/['"`]/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/gu);
  let slug = "";
  for (const word of words ?? []) {
    const longer = slug === "" ? word.slice(0, MAX_LENGTH) : `${slug}-${word}`;
    if (longer.length > MAX_LENGTH) break;
    slug = longer;
  }
  if (slug !== "") return slug;
  throw new UserError("import-slug.empty", { title });
}
