import { namesIn } from "../authors";
import { titleKey } from "../typography";
import { plainText, type SourceBlock, type SourceDocument } from "./model";

/** Number of blocks at the start of a document to search for the title. */
const FRONT_BLOCKS = 12;
/** Number of blocks below the title that can name the authors or the date. */
const BYLINE_BLOCKS = 4;
const MAX_TITLE = 300;
/**
 * Minimum length of running text. If a paragraph this long precedes the first heading, the heading is not the title.
 */
const RUNNING_TEXT = 300;
const YEAR = /(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)/u;

type Textual = Extract<SourceBlock, { type: "heading" | "paragraph" }>;

const isTextual = (block: SourceBlock | undefined): block is Textual =>
  block?.type === "heading" || block?.type === "paragraph";
const roleOf = (block: SourceBlock | undefined) => (block?.type === "paragraph" ? block.role : undefined);

/**
 * Takes the title, authors and date from the start of a document. They are removed from `blocks` and added to `meta`.
 */
export function takeFront(document: SourceDocument): void {
  const { blocks, meta } = document;
  const titles = titleBlocks(document);
  const shown = titles.map(({ content }) => plainText(content)).join(" ");
  if (shown !== "") meta.title = shown;
  const taken = new Set<SourceBlock>(titles);
  const last = titles.at(-1);
  const named: string[] = [];
  const start = last ? blocks.indexOf(last) + 1 : 0;
  for (const block of blocks.slice(start, start + BYLINE_BLOCKS)) {
    if (block.type === "heading" || !takeByline(block, document, last !== undefined, named)) {
      if (block.type === "paragraph" && roleOf(block) === undefined) break;
      continue;
    }
    taken.add(block);
  }
  if (named.length > 0) meta.authors = named;
  // A book can repeat its title above the first chapter, after the title page.
  const key = titleKey(meta.title ?? "");
  for (const block of blocks.slice(0, FRONT_BLOCKS)) {
    if (isTextual(block) && key !== "" && titleKey(plainText(block.content)) === key) taken.add(block);
  }
  document.blocks = blocks.filter((block) => !taken.has(block));
}

function titleBlocks({ blocks, meta }: SourceDocument): Textual[] {
  const front = blocks.slice(0, FRONT_BLOCKS);
  const marked = front.findIndex((block) => roleOf(block) === "title");
  if (marked >= 0) {
    const others = front.slice(marked + 1).findIndex((block) => roleOf(block) !== "title");
    return front.slice(marked, others < 0 ? undefined : marked + 1 + others).filter(isTextual);
  }
  const key = titleKey(meta.title ?? "");
  const same = front.find((block) => isTextual(block) && key !== "" && titleKey(plainText(block.content)) === key);
  if (isTextual(same)) return [same];
  const isKnown = meta.title !== undefined && meta.isTitleCertain;
  const heading = isKnown ? undefined : onlyTopHeading(blocks);
  return heading ? [heading] : [];
}

/** The first heading, if it is near the start and no other heading has the same or a higher level. */
function onlyTopHeading(blocks: readonly SourceBlock[]): Textual | undefined {
  const index = blocks.findIndex((block) => block.type === "heading");
  const first = blocks[index];
  if (first?.type !== "heading" || index >= FRONT_BLOCKS) return undefined;
  const isFree = blocks
    .slice(0, index)
    .every((block) => !isTextual(block) || plainText(block.content).length < RUNNING_TEXT);
  const isHighest = blocks.every((block) => block === first || block.type !== "heading" || block.level > first.level);
  return isFree && isHighest && plainText(first.content).length <= MAX_TITLE ? first : undefined;
}

/**
 * @param named the names found so far; names in this block are added to it
 * @returns whether the block below the title contains only the authors or the date
 */
function takeByline(block: SourceBlock, { meta }: SourceDocument, hasTitle: boolean, named: string[]): boolean {
  if (block.type !== "paragraph") return false;
  const text = plainText(block.content);
  const { role } = block;
  if (role === "date") {
    const year = YEAR.exec(text)?.[1];
    if (year !== undefined) meta.year ??= Number(year);
    return year !== undefined && text.length < 40;
  }
  const names = namesIn(text);
  const isByline =
    role === "authors" ||
    (role === "subtitle" && names.length > 0) ||
    (role === undefined && hasTitle && names.length > 0 && names.every((name) => name.includes(" ")));
  if (!isByline || text === "" || text.length > MAX_TITLE) return false;
  // Names can be spread over several paragraphs, each of them marked as an author.
  named.push(...(names.length > 0 ? names : [text]));
  return true;
}
