import type { Box } from "../pdf/page";
import type { OcrLine } from "./hocr";
import { blank, cutOut, erased, type GreyImage, place } from "./image";

/** White space around each line of the sheet, in pixels. */
const MARGIN = 40;
/** The margin that is cut out along with a line, in pixels. */
const PADDING = 6;
/** How far the confidence of a line may drop when it is read again. */
const WORSE = 12;

/**
 * Reads lines that contain note markers again, with the markers erased, because words next to a marker are often
 * misread.
 */
export async function readAgain<Line extends OcrLine>(
  lines: readonly Line[],
  markers: readonly (readonly Box[])[],
  page: GreyImage,
  read: (sheet: GreyImage) => Promise<OcrLine[]>,
): Promise<(Line | OcrLine)[]> {
  const rows = lines.flatMap((line, index) => {
    const own = markers[index]!;
    if (own.length === 0) return [];
    return [{ index, image: cutOutWithout(page, frameOf(line, page), own), frame: frameOf(line, page) }];
  });
  if (rows.length === 0) return [...lines];
  const height = rows.reduce((sum, { image }) => sum + image.height + MARGIN, MARGIN);
  const sheet = blank(Math.max(...rows.map(({ image }) => image.width)) + 2 * MARGIN, height);
  let y = MARGIN;
  const placed = rows.map((row) => {
    place(sheet, row.image, MARGIN, y);
    const top = y;
    y += row.image.height + MARGIN;
    return { ...row, top };
  });
  const found = await read(sheet);
  const result: (Line | OcrLine)[] = [...lines];
  for (const { index, frame, image, top } of placed) {
    const line = lines[index]!;
    const [byX, byY] = [frame.x0 - MARGIN, frame.y0 - top];
    const words = found
      .flatMap((each) => each.words)
      .filter(({ y0, y1 }) => (y0 + y1) / 2 > top && (y0 + y1) / 2 < top + image.height)
      .map((word) => ({
        ...word,
        x0: word.x0 + byX,
        x1: word.x1 + byX,
        y0: word.y0 + byY,
        y1: word.y1 + byY,
        characters: word.characters.map(({ text, x0, x1 }) => ({ text, x0: x0 + byX, x1: x1 + byX })),
      }))
      .sort((a, b) => a.x0 - b.x0);
    if (meanOf(words) >= meanOf(line.words) - WORSE && words.length > 0.6 * line.words.length)
      result[index] = { ...line, words };
  }
  return result;
}

const meanOf = (words: OcrLine["words"]): number =>
  words.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, words.length);

function frameOf({ x0, y0, x1, y1 }: Box, { width, height }: GreyImage): Box {
  return {
    x0: Math.max(0, Math.floor(x0) - PADDING),
    y0: Math.max(0, Math.floor(y0) - PADDING),
    x1: Math.min(width, Math.ceil(x1) + PADDING),
    y1: Math.min(height, Math.ceil(y1) + PADDING),
  };
}

/** Part of a page, with the given boxes erased. */
function cutOutWithout(page: GreyImage, frame: Box, boxes: readonly Box[]): GreyImage {
  const inFrame = ({ x0, y0, x1, y1 }: Box): Box => ({
    x0: x0 - 2 - frame.x0,
    y0: y0 - 2 - frame.y0,
    x1: x1 + 2 - frame.x0,
    y1: y1 + 2 - frame.y0,
  });
  return erased(cutOut(page, frame), boxes.map(inFrame));
}
