import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import { plainText, type SourceBlock } from "./model";

/** Formatting of a whole paragraph, as far as the file specifies it. */
export interface Looks {
  /** The font size, in any unit, as long as the whole file uses the same unit. */
  size?: number;
  isBold: boolean;
  isItalic: boolean;
  isCentred: boolean;
}

const MAX_LENGTH = 200;
const LARGER = 1.15;
const NUMBER = /^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\p{L}/u;
const NAMED = /^(?:chapter|part|section|appendix|глава|раздел|часть|приложение|тарау|бөлім)\s+(?:\d+|[IVX]+)/iu;

type Paragraph = Extract<SourceBlock, { type: "paragraph" }>;

/**
 * In a document without heading styles, detects headings by their formatting. They are short paragraphs that are bold
 * or large and have no full stop at the end. The last block of a document is never a heading.
 */
export function withDirectHeadings(
  blocks: readonly SourceBlock[],
  looks: ReadonlyMap<SourceBlock, Looks>,
): SourceBlock[] {
  if (blocks.some(({ type }) => type === "heading")) return [...blocks];
  const body = bodySize(blocks, looks);
  const found = blocks.flatMap((block, index) => {
    if (block.type !== "paragraph" || block.role !== undefined || index === blocks.length - 1) return [];
    return isHeading(block, looks.get(block), body) ? [block] : [];
  });
  // If more than half of all paragraphs look like headings, none of them is a heading.
  if (found.length === 0 || found.length > blocks.length / 2) return [...blocks];
  const levels = levelsOf(found, looks);
  const [first] = found;
  return blocks.map((block): SourceBlock => {
    const level = block.type === "paragraph" ? levels.get(block) : undefined;
    if (level === undefined || block.type !== "paragraph") return block;
    const isTitle =
      block === first &&
      level === 1 &&
      [...levels.values()].filter((other) => other === 1).length === 1 &&
      found.length > 1;
    return isTitle ? { ...block, role: "title" } : { type: "heading", level, content: block.content };
  });
}

function bodySize(blocks: readonly SourceBlock[], looks: ReadonlyMap<SourceBlock, Looks>): number {
  const lengths = new Map<number, number>();
  for (const block of blocks) {
    if (block.type !== "paragraph") continue;
    const { size = 0 } = looks.get(block) ?? {};
    lengths.set(size, (lengths.get(size) ?? 0) + plainText(block.content).length);
  }
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function isHeading({ content }: Paragraph, look: Looks | undefined, body: number): boolean {
  const text = plainText(content);
  if (!look || text.length < 2 || text.length > MAX_LENGTH || !/\p{L}/u.test(text)) return false;
  if (/[.,:;]$/u.test(text) && !NUMBER.test(text) && !NAMED.test(text)) return false;
  if (CAPTION_LABEL.test(text) || SOURCE_NOTE.test(text)) return false;
  const isLarge = look.size !== undefined && body > 0 && look.size >= LARGER * body;
  const isCapital = text === text.toUpperCase() && text !== text.toLowerCase();
  return look.isBold || isLarge || (look.isCentred && isCapital);
}

/**
 * Heading levels by formatting. The largest text has the highest level. At the same size, centred text is above other
 * text, bold above regular, and upright above italic. Section numbers take precedence.
 */
function levelsOf(found: readonly Paragraph[], looks: ReadonlyMap<SourceBlock, Looks>): Map<SourceBlock, number> {
  const rankOf = (block: Paragraph): number => {
    const { size = 0, isBold, isItalic, isCentred } = looks.get(block)!;
    return size * 8 + (isCentred ? 4 : 0) + (isBold ? 2 : 0) + (isItalic ? 0 : 1);
  };
  const ranks = [...new Set(found.map(rankOf))].sort((a, b) => b - a);
  const byRank = new Map(found.map((block) => [block as SourceBlock, Math.min(6, ranks.indexOf(rankOf(block)) + 1)]));
  const numbered = found.flatMap((block) => {
    const number = NUMBER.exec(plainText(block.content))?.[1];
    return number === undefined ? [] : [[block, number.split(".").length] as const];
  });
  const [firstNumbered] = numbered;
  if (!firstNumbered || numbered.length < 2) return byRank;
  const shift = (byRank.get(firstNumbered[0]) ?? 1) - firstNumbered[1];
  for (const [block, depth] of numbered) byRank.set(block, Math.min(6, Math.max(1, depth + shift)));
  return byRank;
}
