import { problem } from "../errors/problem";
import type { Block } from "./blocks";
import type { Chunk } from "./chunks";
import { excerpt, type ImportWarning } from "./warning";

/**
 * Minimum number of blank lines that text exports leave in place of an image. Between paragraphs, they leave only one.
 */
const PICTURE_GAP = 2;

/**
 * Adds a missing image below each caption without a table.
 *
 * @param chunks the chunks from which the blocks were built, which show how many blank lines precede each
 */
export function addMissingPictures(
  blocks: readonly Block[],
  chunks: readonly Chunk[],
): { blocks: Block[]; doubts: ImportWarning[] } {
  const gaps = new Map(chunks.map((chunk) => [chunk.lines[0]!.number, chunk.gap]));
  const doubts: ImportWarning[] = [];
  const result = blocks.flatMap((block, index): Block[] => {
    const next = blocks[index + 1];
    if (block.type !== "caption" || next?.type === "table") return [block];
    const caption = excerpt(block.text.value);
    if (next?.type !== "source-note" && (gaps.get(next?.line ?? 0) ?? 0) < PICTURE_GAP) {
      doubts.push({ line: block.line, problem: problem("import-warning.caption", { caption }) });
      return [block];
    }
    doubts.push({ line: block.line, problem: problem("import-warning.picture", { caption }) });
    return [block, { type: "picture", line: block.line }];
  });
  return { blocks: result, doubts };
}
