import anyAscii from "any-ascii";
import { UserError } from "../errors";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const MAX_LENGTH = 80;

/**
 * Checks a report's name in addresses and file names.
 *
 * @throws UserError `import-slug` where it holds more than small Latin letters, digits and single hyphens between them
 */
export function checkSlug(slug: string): string {
  if (SLUG.test(slug) && slug.length <= MAX_LENGTH) return slug;
  throw new UserError(
    "import-slug",
    `The slug “${slug}” cannot be used: it may hold only a-z, 0-9 and single hyphens between them, ${MAX_LENGTH} characters at most.`,
  );
}

/**
 * Makes a slug of a title in any script: its letters in the Latin alphabet and its digits, cut after a whole word.
 *
 * @throws UserError `import-slug` where the title has none
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
  throw new UserError("import-slug", `No slug can be made of the title “${title}”: give one with --slug.`);
}
