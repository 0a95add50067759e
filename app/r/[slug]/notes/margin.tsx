"use client";

import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { words } from "@/app/words/en";
import { rangeFinder } from "../text-offsets";
import { foldCards, placeCards, type Row } from "./margin-layout";
import type { PlacedHighlight } from "./use-highlights";
import { useNearWindow } from "./use-near-window";

/** Between two cards, in CSS pixels. */
const GAP = 8;
/** The height of a card that has not been on the page yet, in CSS pixels. */
const USUAL_HEIGHT = 80;
/** Up to so many rows are all on the page, where the browser's own search finds them too. */
const ALL_ROWS = 100;
const NONE: ReadonlySet<string> = new Set();

interface MarginProps {
  text: RefObject<HTMLElement | null>;
  /** What has a card, in reading order. */
  highlights: readonly PlacedHighlight[];
  active: string | null;
  /** What stands above all cards, if anything. */
  lead: ReactNode;
  children(highlight: PlacedHighlight): ReactNode;
}

/** What was measured of a text: it takes long to ask, and stays the same for as long as the text has the same size. In CSS pixels. */
interface Passages {
  width: number;
  height: number;
  /** Where highlights begin, in the text and below its top, by their id. */
  tops: Map<string, { start: number; top: number }>;
}

interface PlacedRow extends Row {
  top: number;
}

/**
 * Cards beside their passages, in order, without overlaps, wherever the text and the cards move. Where notes are too dense for that, some
 * are folded into a line that unfolds them; and of very many rows only those near the window are on the page.
 */
export function Margin({ text, highlights, active, lead, children }: MarginProps) {
  const margin = useRef<HTMLUListElement>(null);
  const leadItem = useRef<HTMLLIElement>(null);
  const hasLead = Boolean(lead);
  const heights = useRef(new Map<string, number>());
  const passages = useRef<Passages>({ width: 0, height: 0, tops: new Map() });
  const [placed, setPlaced] = useState<readonly PlacedRow[]>([]);
  const [unfolded, setUnfolded] = useState(NONE);
  const isNear = useNearWindow(margin, placed.length > ALL_ROWS);

  // Until there is a place for them the first ones are shown where they cannot be seen, to be measured.
  const rows = useMemo(() => {
    const known = placed.filter(({ to }) => to <= highlights.length);
    const count = known.at(-1)?.to ?? 0;
    const unplaced = highlights.slice(count, count + ALL_ROWS).map((_, index): Row & { top?: number } => ({
      ...{ wanted: 0, height: USUAL_HEIGHT, from: count + index, to: count + index + 1, isFolded: false },
    }));
    return [
      ...known.filter(({ top, height, from }) => isNear(top, top + height) || highlights[from]?.id === active),
      ...unplaced,
    ];
  }, [highlights, placed, isNear, active]);

  useLayoutEffect(() => {
    const column = margin.current;
    const root = text.current;
    if (!column || !root) return;
    const shown = rows.flatMap(({ from, isFolded }, index) => {
      const [id, element] = [highlights[from]?.id, column.children[index + (hasLead ? 1 : 0)]];
      return isFolded || !id || !element ? [] : [{ id, element }];
    });
    const place = () => {
      const passageTops = measurePassages(root, highlights, passages.current);
      const origin = column.getBoundingClientRect().top - root.getBoundingClientRect().top;
      for (const { id, element } of shown) heights.current.set(id, element.getBoundingClientRect().height);
      const cards = highlights.map(({ id }) => ({
        wanted: (passageTops.get(id)?.top ?? origin) - origin,
        height: heights.current.get(id) ?? USUAL_HEIGHT,
      }));
      const isKept = (index: number) => highlights[index]!.id === active || unfolded.has(highlights[index]!.id);
      const all = foldCards(cards, isKept, GAP);
      const above = leadItem.current ? [{ wanted: 0, height: leadItem.current.getBoundingClientRect().height }] : [];
      const open = all.findIndex(({ from, isFolded }) => !isFolded && highlights[from]!.id === active);
      const tops = placeCards([...above, ...all], open < 0 ? open : open + above.length, GAP).slice(above.length);
      const next = all.map((row, index) => ({ ...row, top: tops[index]! }));
      setPlaced((before) => (isSame(before, next) ? before : next));
    };
    place();
    const observer = new ResizeObserver(place);
    for (const element of [root, leadItem.current, ...shown.map(({ element }) => element)]) {
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [text, highlights, active, hasLead, unfolded, rows]);

  return (
    <ul ref={margin} className="relative h-full">
      {hasLead && (
        <li ref={leadItem} className="absolute inset-x-0 top-0">
          {lead}
        </li>
      )}
      {rows.map(({ from, to, isFolded, top }) => {
        const highlight = highlights[from]!;
        // Not hidden before it has its place: what is hidden cannot take the focus.
        const style = { top: top ?? 0, opacity: top === undefined ? 0 : undefined };
        return isFolded ? (
          <li key={`fold ${highlight.id}`} style={style} className="absolute inset-x-0">
            <button
              type="button"
              onClick={() => setUnfolded(new Set([...unfolded, ...highlights.slice(from, to).map(({ id }) => id)]))}
              className="min-h-11 cursor-pointer rounded px-3 text-accent text-small hover:bg-accent-soft"
            >
              {words.notes.folded(to - from)}
            </button>
          </li>
        ) : (
          <li key={highlight.id} style={style} className="absolute inset-x-0">
            {children(highlight)}
          </li>
        );
      })}
    </ul>
  );
}

/** Measures where passages stand that are not known, or all of them where the text is laid out anew. */
function measurePassages(root: Element, highlights: readonly PlacedHighlight[], known: Passages): Passages["tops"] {
  const { width, height, top: textTop } = root.getBoundingClientRect();
  if (width !== known.width || height !== known.height) known.tops.clear();
  known.width = width;
  known.height = height;
  const missing = highlights.filter(({ id, start }) => known.tops.get(id)?.start !== start);
  if (missing.length === 0) return known.tops;
  const rangeOf = rangeFinder(root);
  for (const { id, start, end } of missing) {
    const range = rangeOf({ start, end });
    if (range) known.tops.set(id, { start, top: range.getBoundingClientRect().top - textTop });
  }
  return known.tops;
}

function isSame(before: readonly PlacedRow[], next: readonly PlacedRow[]): boolean {
  return (
    before.length === next.length &&
    before.every((row, index) => {
      const other = next[index]!;
      return row.top === other.top && row.height === other.height && row.from === other.from && row.to === other.to;
    })
  );
}
