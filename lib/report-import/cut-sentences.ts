import { problem } from "../errors/problem";
import type { Block, Item, Paragraph } from "./blocks";
import type { PartJoiner } from "./hyphens";
import { type MarkedText, turnBefore } from "./marked-text";
import { isPageEnd, type PageBreak } from "./page-breaks";
import { isAddress, isUnfinished, RUNNING_TEXT_LENGTH, startsSmall } from "./typography";
import { ending, excerpt, type ImportWarning } from "./warning";

/** Text that may continue in a later paragraph, with the parts found so far. */
interface Running {
  block: Paragraph | Item;
  parts: MarkedText[];
}

type Entry = Running | { block: Exclude<Block, Paragraph | Item> };

/**
 * Joins sentences that were split by a page break.
 *
 * At a page break, the first part must lack a full stop and the second must be running text, even if it starts with a
 * capital. Tables and figures between the parts are moved before or after the sentence, depending on their page.
 * Without a page break, the second part must directly follow the first and start with a lower-case letter.
 */
export function joinCutSentences(
  blocks: readonly Block[],
  joinParts: PartJoiner,
): { blocks: Block[]; doubts: ImportWarning[] } {
  const entries: Entry[] = [];
  const doubts: ImportWarning[] = [];
  for (const block of blocks) {
    if (block.type === "paragraph" && continueLast(entries, block, doubts)) continue;
    entries.push(block.type === "paragraph" || block.type === "item" ? { block, parts: [block.text] } : { block });
  }
  const joined = entries.map((entry): Block => {
    if (!("parts" in entry)) return entry.block;
    const { text, keptHyphens } = joinParts(entry.parts);
    for (const word of keptHyphens) {
      doubts.push({ line: entry.block.line, problem: problem("import-warning.hyphen", { word }) });
    }
    return { ...entry.block, text };
  });
  return { blocks: joined, doubts };
}

/**
 * Appends a paragraph to the text that it continues, if any.
 *
 * @param entries the entries before the paragraph; figures between the two parts are moved
 */
function continueLast(entries: Entry[], after: Paragraph, doubts: ImportWarning[]): boolean {
  const at = entries.findLastIndex(({ block }) => !isFloat(block));
  const before = entries[at];
  if (!before || !("parts" in before)) return false;
  const end = before.parts.at(-1)!.value;
  if (!isUnfinished(end) || isAddress(after.text.value)) return false;

  const between = entries.slice(at + 1);
  const pageEnds = [...between.map(({ block }) => block), after].flatMap(({ turn }, index) =>
    turn && isPageEnd(turn) ? [{ index, turn }] : [],
  );
  const [pageEnd, ...others] = pageEnds;
  const isLong = before.parts.length > 1 || end.length > RUNNING_TEXT_LENGTH;
  const isSmall = startsSmall(after.text.value);
  const isNext = between.length === 0;
  if (!(pageEnd ? others.length === 0 && (isSmall || (isNext && isLong)) : isNext && isSmall)) {
    if (isLong && isNext) {
      doubts.push({ line: after.line, problem: problem("import-warning.not-joined", { end: ending(end) }) });
    }
    return false;
  }

  if (!pageEnd || !isSmall) {
    const why = pageEnd ? "capital" : "no-page-break";
    const halves = { end: ending(end, 25), start: excerpt(after.text.value, 25) };
    doubts.push({ line: after.line, problem: problem(`import-warning.joined.${why}`, halves) });
  }

  const turn: PageBreak = pageEnd?.turn ?? { line: after.line, evidence: "cut", pages: 1 };
  before.parts.push(turnBefore(after.text, turn));
  if (!isNext) moveFloats(entries, at, pageEnd?.index ?? 0);
  return true;
}

/** Floats: images and tables, which are placed where there is room rather than where the text refers to them. */
function isFloat({ type }: Block): boolean {
  return type === "table" || type === "picture" || type === "caption" || type === "source-note";
}

/**
 * Moves entries that follow the entry at `at` to a position in front of it, if they are on the page on which that entry
 * begins.
 *
 * @param count the number of entries to move; the next one loses its page break, which is now inside the joined text
 */
function moveFloats(entries: Entry[], at: number, count: number): void {
  const [running, ...floats] = entries.splice(at);
  for (const entry of floats.slice(0, count)) entries.push(entry);
  entries.push(running!);
  for (const [index, entry] of floats.slice(count).entries()) {
    entries.push(index === 0 && !("parts" in entry) ? { block: withoutTurn(entry.block) } : entry);
  }
}

function withoutTurn<Any extends Block>(block: Any): Any {
  return { ...block, turn: undefined };
}
