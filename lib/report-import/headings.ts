import { CAPTION_LABEL, SOURCE_NOTE } from "../report/labels";
import type { Chunk } from "./chunks";
import type { ContentsEntry } from "./plain/contents";
import { isUnfinished, RUNNING_TEXT_LENGTH, titleKey } from "./typography";

/** Matches the entries of a table of contents with headings in the text, in order. */
export class ContentsMatcher {
  private readonly indices = new Map<string, number[]>();
  private readonly found = new Set<ContentsEntry>();
  /** Index of the first entry after the last match. */
  private next = 0;
  /** Maximum length of a heading, with room for punctuation that the table of contents omits. */
  private readonly maxLength: number;

  constructor(private readonly entries: readonly ContentsEntry[]) {
    for (const [index, { title }] of entries.entries()) {
      const key = titleKey(title);
      this.indices.set(key, [...(this.indices.get(key) ?? []), index]);
    }
    this.maxLength = 2 * entries.reduce((longest, { title }) => Math.max(longest, title.length), 0);
  }

  /**
   * The entry to which a heading with this text belongs, if any. Each entry is matched at most once, and entries before
   * the last match are not considered.
   */
  take(text: string): ContentsEntry | undefined {
    if (text.length > this.maxLength) return undefined;
    const index = this.indices.get(titleKey(text))?.find((candidate) => candidate >= this.next);
    const entry = index === undefined ? undefined : this.entries[index];
    if (index === undefined || entry === undefined) return undefined;
    this.next = index + 1;
    this.found.add(entry);
    return entry;
  }

  /** The entries without a match. */
  get notFound(): ContentsEntry[] {
    return this.entries.filter((entry) => !this.found.has(entry));
  }
}

/**
 * Whether a chunk looks like a heading that is not in the table of contents: a single short line that starts with a
 * capital and does not end like a sentence, followed by running text.
 */
export function looksLikeHeading(chunk: Chunk, next: Chunk | undefined): boolean {
  return next !== undefined && isTitleLike(chunk) && !isTitleLike(next) && !isTable(next);
}

function isTitleLike({ lines: [line, ...others] }: Chunk): boolean {
  const text = line?.value.trim() ?? "";
  return (
    others.length === 0 &&
    text.length < RUNNING_TEXT_LENGTH &&
    /^(?:\d+(?:\.\d+)*[.)]?\s+)?["“«‘]?\p{Lu}/u.test(text) &&
    /\p{L}{2}/u.test(text) &&
    isUnfinished(text) &&
    !/[,;\t*<]|[-\u2010]$/u.test(text) &&
    !CAPTION_LABEL.test(text) &&
    !SOURCE_NOTE.test(text)
  );
}

const isTable = ({ lines }: Chunk): boolean => lines.some((line) => line.value.trim().includes("\t"));
