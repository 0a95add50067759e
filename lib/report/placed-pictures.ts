import { blockIds } from "./ids";
import { numbered } from "./locate";
import type { Flow, Inline, PageBreak, Report } from "./model";
import type { Picture } from "./pictures";

type Figure = Extract<Flow, { type: "figure" }>;
type InlineImage = Extract<Inline, { type: "image" }>;
type PrintedPage = Omit<PageBreak, "offset">;

/** An image at its place in the text. */
interface PlacedImage<Image extends Figure | InlineImage = Figure | InlineImage> {
  image: Image;
  /** The offset of the text that follows the image; the end of the text if nothing follows. */
  offset: number;
  /** Index of the block that it is in, or else of the last block before it, such as its caption; -1 if there is none. */
  block: number;
  /** The printed page that begins between that block and the image; null if none does. */
  turn: PrintedPage | null;
}

/**
 * The images of a report, including those whose files are missing, in the order of the page. An image that is shown
 * twice has two places.
 */
function placedImages({ flow, blocks, footnotes, text }: Report): PlacedImage[] {
  const placed: PlacedImage[] = [];
  /** The number of images whose offset is known, because text follows them. */
  let settled = 0;
  let last = -1;
  let turn: PrintedPage | null = null;
  const settle = (offset: number) => {
    for (; settled < placed.length; settled++) placed[settled]!.offset = offset;
    turn = null;
  };
  const add = (image: PlacedImage["image"], own: PrintedPage | null = null) =>
    placed.push({ image, offset: text.length, block: last, turn: own });

  const visitInlines = (inlines: readonly Inline[], at: number): number => {
    let next = at;
    for (const inline of inlines) {
      if ("value" in inline) {
        settle(next);
        next = inline.start + inline.value.length;
      } else if ("children" in inline) next = visitInlines(inline.children, next);
      else if (inline.type === "image") add(inline);
    }
    return next;
  };
  const visitBlock = (index: number | undefined) => {
    if (index === undefined) return;
    last = index;
    for (const { start, inlines } of blocks[index]?.runs ?? []) {
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
        case "figure": {
          // A page that begins between a caption and its figure comes before both in the flow.
          const before = turn;
          visitBlock(item.caption);
          add(item, before);
          visitBlock(item.note);
          break;
        }
        case "page-break":
          turn = { page: item.page, certain: item.certain };
          break;
      }
    }
  };
  visit(flow);
  for (const { block } of footnotes) visitBlock(block);
  return placed;
}

/** A picture at its place in the text. */
export interface PlacedPicture extends Picture {
  /** The offset of the text that follows the picture; the end of the text if nothing follows. */
  offset: number;
  /** The text of its caption; empty if it has none. */
  caption: string;
}

/** The stored pictures of a report with their places, in the order of the page. */
export function placedPictures(report: Report): PlacedPicture[] {
  return placedImages(report).flatMap(({ image, offset }) => {
    const caption = image.type === "figure" ? report.blocks[image.caption ?? -1]?.text : undefined;
    return image.picture ? [{ ...image.picture, offset, caption: caption ?? "" }] : [];
  });
}

/** A figure at its place in the text. */
export interface PlacedFigure extends Pick<PlacedImage<Figure>, "offset" | "block"> {
  figure: Figure;
  /** The id of its element, unique in the report. It survives edits elsewhere. */
  id: string;
  /** The printed page that it is on; null if unknown. */
  page: PrintedPage | null;
}

/** The figures of a report, in the order of the page. */
export function placedFigures(report: Report): PlacedFigure[] {
  const idOf = blockIds("f");
  return placedImages(report).flatMap(({ image, offset, block, turn }) => {
    if (image.type !== "figure") return [];
    const id = idOf(image.picture?.id ?? image.src ?? image.alt);
    return [{ figure: image, id, offset, block, page: turn ?? pageAtEnd(report, block) }];
  });
}

/** The page on which a block of the body ends. */
function pageAtEnd({ blocks, pages }: Report, index: number): PrintedPage | null {
  const end = blocks[index]?.end;
  return end === undefined ? null : numbered(pages.findLast(({ offset }) => offset <= end));
}
