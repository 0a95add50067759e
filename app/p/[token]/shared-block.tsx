import type { Block } from "@/lib/report/model";

interface SharedBlockProps {
  block: Block;
  /** The passage's part of the block's text, half-open, in UTF-16 code units. */
  mark: { start: number; end: number };
}

/** A block of a report with the shared passage marked in it. The cells of a table row are set apart by a wide space. */
export function SharedBlock({ block, mark }: SharedBlockProps) {
  const before = block.text.slice(0, mark.start);
  const marked = block.text.slice(mark.start, mark.end);
  const after = block.text.slice(mark.end);
  return (
    <p lang={block.language} className="whitespace-pre-line">
      {spaced(before)}
      <mark className="bg-highlight-1 text-ink">{spaced(marked)}</mark>
      {spaced(after)}
    </p>
  );
}

function spaced(text: string): string {
  return text.replaceAll("\t", "\u2003");
}
