import type { Block, Item, Paragraph } from "./blocks";
import type { PartJoiner } from "./hyphens";
import { type MarkedText, turnBefore } from "./marked-text";
import { isPageEnd, type PageBreak } from "./page-breaks";
import { isAddress, isUnfinished, RUNNING_TEXT_LENGTH, startsSmall } from "./typography";
import { ending, excerpt, type ImportWarning } from "./warning";

/** Text that may go on in a later paragraph, with what has been found of it so far. */
interface Running {
  block: Paragraph | Item;
  parts: MarkedText[];
}

type Entry = Running | { block: Exclude<Block, Paragraph | Item> };

/**
 * Joins sentences that the end of a page cut in two.
 *
 * Across a sign of a page's end the first half must lack its full stop and the second be running text, even with a capital;
 * tables and figures may stand between, and go before or after the sentence, onto the page they were on. Without such a
 * sign only a small letter tells, and only between neighbours.
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
      doubts.push({ line: entry.block.line, text: `The hyphen of “${word}” was kept.` });
    }
    return { ...entry.block, text };
  });
  return { blocks: joined, doubts };
}

/**
 * Adds a paragraph to the text it goes on with, if there is such a text.
 *
 * @param entries what stands before it; figures between the two halves move
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
      const text = `“${ending(end)}” lacks a full stop, but was not joined with what follows it.`;
      doubts.push({ line: after.line, text });
    }
    return false;
  }

  const halves = `“${ending(end, 25)}” and “${excerpt(after.text.value, 25)}” were joined`;
  if (!pageEnd)
    doubts.push({ line: after.line, text: `${halves}, though no sign of a page's end stands between them.` });
  else if (!isSmall) doubts.push({ line: after.line, text: `${halves}, though the second begins with a capital.` });

  const turn: PageBreak = pageEnd?.turn ?? { line: after.line, evidence: "cut", pages: 1 };
  before.parts.push(turnBefore(after.text, turn));
  if (!isNext) moveFloats(entries, at, pageEnd?.index ?? 0);
  return true;
}

/** Pictures and tables, which stand where there is room for them and not where the text needs them. */
function isFloat({ type }: Block): boolean {
  return type === "table" || type === "picture" || type === "caption" || type === "source-note";
}

/**
 * Puts what follows the entry at `at` before it, as far as it stands on the page on which that entry begins.
 *
 * @param count how many entries those are; the next one loses its page turn, which has moved into the text
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
