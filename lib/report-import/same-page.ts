import { type PageRect, type PageSize, UNIT, type WordBox } from "../word-boxes/model";
import { decodeDrawnText } from "./drawn-text";

/** A page with the places of its words. */
export interface DrawnPage {
  size: PageSize;
  words: readonly (PageRect & { word: string })[];
}

/** An area on a page of an earlier file. */
export interface MarkedPage extends DrawnPage {
  rect: PageRect;
}

/** Where an area of an earlier file is in another file: in the same place of a page. */
export interface FoundArea {
  /** Index of the page. */
  page: number;
  /** Whether a few of the words in the area are different. */
  isChanged: boolean;
}

/** How far a word can be from its earlier place, in the unit of boxes: some 4 points on A4, less than a line. */
const NEAR = UNIT / 150;

/**
 * The share of a page's words that must be in the same place for the page to be recognized. If a paragraph was edited,
 * the page is the same above it. What is printed on each page, as in a form, is less than this.
 */
const SAME_PAGE = 0.6;
/** The same for the words in the area, in both directions. */
const SAME_AREA = 0.9;

/** How much the proportions of a page can differ, because sizes are rounded to points. */
const SAME_SIZE = 0.01;

/**
 * Finds areas of an earlier file in another file, by the words in them and on the rest of the page. An area without
 * words isn't found, because it could show something else now.
 *
 * @param drawn the encoded text of the other file
 * @returns for each area, null if it isn't found, or on several pages
 */
export function pagesAgain({
  drawn,
  areas,
}: {
  drawn: Uint8Array;
  areas: readonly MarkedPage[];
}): (FoundArea | null)[] {
  const { text, sizes, boxes } = decodeDrawnText(drawn);
  const own = sizes.map((): WordBox[] => []);
  for (const box of boxes) own[box.page]?.push(box);
  const pages = sizes.map((size, page) => indexed({ size, words: wordsOf(text, own[page]!) }));
  // Areas of one page have the same list of words. Its page is sought only once, because a report can have many areas.
  const found = new Map<DrawnPage["words"], { from: IndexedPage; same: number[] }>();
  return areas.map((area) => {
    const known = found.get(area.words);
    const from = known?.from ?? indexed(area);
    const same = known?.same ?? pages.flatMap((page, index) => (isSamePage(from, page) ? [index] : []));
    if (!known) found.set(area.words, { from, same });
    const [page] = same;
    return page === undefined || same.length > 1 ? null : areaOn(area.rect, from, pages[page]!, page);
  });
}

/** The words in boxes, without what can differ between two copies of a text: case, punctuation and ligatures. */
export function wordsOf(text: string, boxes: readonly WordBox[]): (PageRect & { word: string })[] {
  return boxes.map(({ start, end, ...rect }) => {
    const word = text
      .slice(start, end)
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
    return { ...rect, word };
  });
}

/** A page whose words can be looked up. */
interface IndexedPage extends DrawnPage {
  places: ReadonlyMap<string, readonly PageRect[]>;
}

function indexed({ size, words }: DrawnPage): IndexedPage {
  const places = new Map<string, PageRect[]>();
  for (const place of words) {
    const known = places.get(place.word);
    if (known) known.push(place);
    else places.set(place.word, [place]);
  }
  return { size, words, places };
}

function isSamePage(one: IndexedPage, other: IndexedPage): boolean {
  const [ratio, otherRatio] = [one.size[0] / one.size[1], other.size[0] / other.size[1]];
  if (Math.abs(ratio - otherRatio) > SAME_SIZE * ratio) return false;
  return shareThere(one.words, other) >= SAME_PAGE && shareThere(other.words, one) >= SAME_PAGE;
}

function areaOn(rect: PageRect, from: IndexedPage, to: IndexedPage, page: number): FoundArea | null {
  const inside = ({ words }: DrawnPage) =>
    words.filter(({ x0, y0, x1, y1, word }) => {
      const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
      return word !== "" && x >= rect.x0 && x <= rect.x1 && y >= rect.y0 && y <= rect.y1;
    });
  const [before, after] = [inside(from), inside(to)];
  const share = Math.min(shareThere(before, to), shareThere(after, from));
  return before.length > 0 && share >= SAME_AREA ? { page, isChanged: share < 1 } : null;
}

/** The share of words that are in the same place of another page; 0 if there are no words. */
function shareThere(words: DrawnPage["words"], { places }: IndexedPage): number {
  const there = words.filter(({ word, x0, y0 }) =>
    places.get(word)?.some((place) => Math.abs(place.x0 - x0) <= NEAR && Math.abs(place.y0 - y0) <= NEAR),
  );
  return words.length === 0 ? 0 : there.length / words.length;
}
