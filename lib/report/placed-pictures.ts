import type { Flow, Inline, Report } from "./model";
import type { Picture } from "./pictures";

/** A picture at its place in the text. */
export interface PlacedPicture extends Picture {
  /** The offset of the text that follows the picture; the end of the text if nothing follows. */
  offset: number;
  /** The text of its caption; empty if it has none. */
  caption: string;
}

/** The pictures of a report with their places, in the order of the page. A picture that is shown twice has two places. */
export function placedPictures({ flow, blocks, footnotes, text }: Report): PlacedPicture[] {
  const placed: PlacedPicture[] = [];
  /** The number of pictures whose place is known, because text follows them. */
  let settled = 0;
  const settle = (offset: number) => {
    for (; settled < placed.length; settled++) placed[settled]!.offset = offset;
  };
  const add = ({ id, width, height }: Picture, caption: string) =>
    placed.push({ id, width, height, offset: text.length, caption });

  const visitInlines = (inlines: readonly Inline[], at: number): number => {
    let next = at;
    for (const inline of inlines) {
      if ("value" in inline) {
        settle(next);
        next = inline.start + inline.value.length;
      } else if ("children" in inline) next = visitInlines(inline.children, next);
      else if (inline.type === "image" && inline.picture) add(inline.picture, "");
    }
    return next;
  };
  const visitBlock = (index: number | undefined) => {
    const block = index === undefined ? undefined : blocks[index];
    for (const { start, inlines } of block?.runs ?? []) {
      settle(start);
      visitInlines(inlines, start);
    }
  };
  const visit = (items: readonly Flow[]) => {
    for (const item of items) {
      switch (item.type) {
        case "heading":
        case "paragraph":
          visitBlock(item.block);
          break;
        case "list":
          for (const { block, children } of item.items) {
            visitBlock(block);
            visit(children);
          }
          break;
        case "quote":
          visit(item.children);
          break;
        case "table":
          for (const index of [item.caption, item.header]) visitBlock(index);
          for (const { head, rows } of item.groups) for (const index of [head, ...rows]) visitBlock(index);
          visitBlock(item.note);
          break;
        case "figure":
          visitBlock(item.caption);
          if (item.picture) add(item.picture, blocks[item.caption ?? -1]?.text ?? "");
          visitBlock(item.note);
          break;
      }
    }
  };
  visit(flow);
  for (const { block } of footnotes) visitBlock(block);
  return placed;
}
