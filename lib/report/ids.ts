/** 64-bit FNV-1a of a text's UTF-16 code units. Constants: the FNV specification (RFC 9923). */
function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash ^= BigInt(text.charCodeAt(i));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash;
}

/**
 * Makes ids that survive edits elsewhere: a hash of the normalised text, and an ordinal only where texts are equal.
 * Case, width and spacing do not count, so correcting them keeps the id.
 *
 * @returns a function from a block's text to its id, unique over all texts it has seen: letters, digits and hyphen,
 *   a letter first, so that it can be an element's id
 */
export function blockIds(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const normalised = text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
    const id = `b${fnv1a64(normalised).toString(36)}`;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return nth === 1 ? id : `${id}-${nth}`;
  };
}

/** Ids that pages use for themselves; a heading of these words gets another. */
const RESERVED = /^(?:main|footnotes|theme|(?:fn|fnref|highlights)-.*)$/u;

/**
 * Makes the slugs of headings: lower-case letters and digits of any script, joined by hyphens, with an ordinal where
 * two are equal.
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
