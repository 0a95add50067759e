import { contentsOf, type Inline, type SourceBlock } from "./model";

/** The inline content of blocks, with line breaks between paragraphs. */
export function inlinesOf(blocks: readonly SourceBlock[]): Inline[] {
  const content: Inline[] = [];
  let hasText = false;
  for (const block of blocks) {
    for (const part of partsOf(block)) {
      if (part.length === 0) continue;
      if (hasText) content.push({ type: "break" });
      hasText ||= part.some(({ type }) => type === "text");
      for (const inline of part) content.push(inline);
    }
  }
  return content;
}

function partsOf(block: SourceBlock): Iterable<Inline[]> {
  if (block.type === "code") return [[{ type: "text", value: block.value }]];
  return block.type === "figure" ? [[{ ...block, type: "image" }]] : contentsOf([block]);
}

/** Whether all of the text is bold. */
export function isBold(content: readonly Inline[]): boolean {
  const texts = content.filter((inline) => inline.type === "text" && inline.value.trim() !== "");
  return texts.length > 0 && texts.every((inline) => inline.type === "text" && inline.bold);
}
