import type { Block } from "./blocks";
import type { Chunk } from "./chunks";
import { excerpt, type ImportWarning } from "./warning";

/** Where a picture stood, text exports leave more than the one blank line between paragraphs. */
const PICTURE_GAP = 2;

/**
 * Puts a missing picture below each caption that has no table.
 *
 * @param chunks the chunks that the blocks were made of, for the blank lines before them
 */
export function addPictures(
  blocks: readonly Block[],
  chunks: readonly Chunk[],
): { blocks: Block[]; doubts: ImportWarning[] } {
  const gaps = new Map(chunks.map((chunk) => [chunk.lines[0]!.number, chunk.gap]));
  const doubts: ImportWarning[] = [];
  const result = blocks.flatMap((block, index): Block[] => {
    const next = blocks[index + 1];
    if (block.type !== "caption" || next?.type === "table") return [block];
    const name = `“${excerpt(block.text.value)}”`;
    if (next?.type !== "source-note" && (gaps.get(next?.line ?? 0) ?? 0) < PICTURE_GAP) {
      doubts.push({ line: block.line, text: `${name} is the caption of nothing that stands below it.` });
      return [block];
    }
    doubts.push({ line: block.line, text: `The picture of ${name} is missing from the source.` });
    return [block, { type: "picture", line: block.line }];
  });
  return { blocks: result, doubts };
}
