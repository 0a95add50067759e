/** The 64-bit FNV-1a hash of a text's UTF-16 code units. The constants come from the FNV specification (RFC 9923). */
function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash ^= BigInt(text.charCodeAt(i));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash;
}

/**
 * Creates ids that survive edits elsewhere in the report. An id is a hash of the normalized text, plus an ordinal for
 * duplicates. Case, width and spacing are ignored, so correcting them doesn't change the id.
 *
 * @param prefix a letter. Ids with different prefixes are different
 * @returns a function from a block's text to its id, unique among the ids of all texts passed to it. An id consists of
 *   letters, digits and hyphens and starts with a letter, so that it is a valid element id
 */
export function blockIds(prefix = "b"): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const normalised = text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
    const id = `${prefix}${fnv1a64(normalised).toString(36)}`;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return nth === 1 ? id : `${id}-${nth}`;
  };
}

/** Ids that the pages themselves use. A heading whose slug would be one of these gets a prefix. */
const RESERVED = /^(?:main|footnotes|theme|(?:fn|fnref|highlights)-.*)$/u;

/**
 * Creates the slugs of headings. They consist of lower-case letters and digits of any script, joined by hyphens, with
 * an ordinal for duplicates.
 */
export function headingSlugs(): (title: string) => string {
  const taken = new Set<string>();
  return (title) => {
    const words = title
      .normalize("NFKC")
      .toLowerCase()
      .replace(/['’]/gu, "")
      .match(/[\p{L}\p{N}]+/gu);
    const name = words?.join("-") ?? "section";
    const base = RESERVED.test(name) ? `section-${name}` : name;
    let slug = base;
    for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`;
    taken.add(slug);
    return slug;
  };
}
