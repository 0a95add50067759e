"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { rangeFinder, whenLaidOut } from "@/app/_features/text";
import { useAnnotations, useNotesShown, usePage } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { foldCards, placeCards } from "./margin-layout";
import { ALL_ROWS, type PlacedRow, shownRows } from "./margin-rows";
import { useNearWindow } from "./use-near-window";

/** Distance between two cards, in CSS pixels. */
const GAP = 8;
/** Estimated height of a card that hasn't been rendered yet, in CSS pixels. */
const USUAL_HEIGHT = 80;
const NONE: ReadonlySet<string> = new Set();

interface MarginProps {
  /** The sticky element above the margin; cards scroll below it. */
  bar: RefObject<HTMLElement | null>;
  /** Content above all cards. */
  lead: ReactNode;
  children(highlight: PlacedHighlight): ReactNode;
}

/**
 * Cached measurements of the text, in CSS pixels. Measuring is slow, and the results stay valid until the size of the
 * text changes.
 */
interface Passages {
  width: number;
  height: number;
  /** The start offset of each highlight and its distance from the top of the text, by highlight id. */
  tops: Map<string, { start: number; top: number }>;
}

/**
 * Cards beside their passages, in order and without overlaps, updated as text and cards move. If notes are too dense,
 * some are folded into a row that can be expanded. If there are very many rows, only those near the window are
 * rendered.
 */
export function Margin({ bar, lead, children }: MarginProps) {
  const t = useTranslations();
  const { text } = usePage();
  const { highlights } = useNotesShown();
  const active = useAnnotations((state) => state.active);
  const margin = useRef<HTMLUListElement>(null);
  const leadItem = useRef<HTMLLIElement>(null);
  const hasLead = Boolean(lead);
  const heights = useRef(new Map<string, number>());
  const passages = useRef<Passages>({ width: 0, height: 0, tops: new Map() });
  /** How far below its passage the open card is, and the page layout when this was measured. */
  const shift = useRef<{ id: string; layout: string; by: number } | null>(null);
  const [placed, setPlaced] = useState<readonly PlacedRow[]>([]);
  const [unfolded, setUnfolded] = useState(NONE);
  const isNear = useNearWindow(margin, placed.length > ALL_ROWS);
  const rows = useMemo(() => {
    const isWanted = ({ ids: [id], top, height }: PlacedRow) => id === active || isNear(top, top + height);
    return shownRows(highlights, placed, isWanted);
  }, [highlights, placed, isNear, active]);

  useLayoutEffect(() => {
    const column = margin.current;
    const root = text.current;
    if (!column || !root) return;
    const shown = rows.flatMap(({ highlights: [highlight], isFolded }, index) => {
      const element = column.children[index + (hasLead ? 1 : 0)];
      return isFolded || !highlight || !element ? [] : [{ id: highlight.id, element }];
    });
    const place = () => {
      const passageTops = measurePassages(root, highlights, passages.current);
      const origin = column.getBoundingClientRect().top - root.getBoundingClientRect().top;
      for (const { id, element } of shown) heights.current.set(id, element.getBoundingClientRect().height);
      // Measured when the card opens, and again when the layout changes, for example when fonts load. If it were
      // updated on every scroll, the card would drift away from its passage.
      const { width, height, top: textTop } = root.getBoundingClientRect();
      const layout = `${width} ${height} ${bar.current?.offsetHeight}`;
      if (shift.current?.id !== active || shift.current.layout !== layout) {
        const top = active === null ? undefined : passageTops.get(active)?.top;
        const by = top === undefined ? 0 : shiftBelow(bar.current, top + textTop, GAP);
        shift.current = active === null || top === undefined ? null : { id: active, layout, by };
      }
      const shiftOf = (id: string) => (id === shift.current?.id ? shift.current.by : 0);
      const cards = highlights.map(({ id }) => ({
        wanted: (passageTops.get(id)?.top ?? origin) - origin + shiftOf(id),
        height: heights.current.get(id) ?? USUAL_HEIGHT,
      }));
      const isKept = (index: number) => highlights[index]!.id === active || unfolded.has(highlights[index]!.id);
      const all = foldCards(cards, isKept, GAP);
      const above = leadItem.current ? [{ wanted: 0, height: leadItem.current.getBoundingClientRect().height }] : [];
      const open = all.findIndex(({ from, isFolded }) => !isFolded && highlights[from]!.id === active);
      const tops = placeCards([...above, ...all], open < 0 ? open : open + above.length, GAP).slice(above.length);
      const next = all.map(({ from, to, isFolded, height }, index) => {
        const ids = highlights.slice(from, to).map(({ id }) => id);
        return { ids, isFolded, height, top: tops[index]! };
      });
      setPlaced((before) => (isSame(before, next) ? before : next));
    };
    const observer = new ResizeObserver(place);
    const end = whenLaidOut(root, () => {
      place();
      for (const element of [root, bar.current, leadItem.current, ...shown.map(({ element }) => element)]) {
        if (element) observer.observe(element);
      }
    });
    return () => {
      end();
      observer.disconnect();
    };
  }, [text, highlights, active, bar, hasLead, unfolded, rows]);

  return (
    <ul ref={margin} className="relative">
      {hasLead && (
        <li ref={leadItem} className="absolute inset-x-0 top-0">
          {lead}
        </li>
      )}
      {rows.map(({ highlights: own, isFolded, top }) => {
        const highlight = own[0]!;
        // Until the card is placed, it is transparent rather than hidden, because hidden elements can't take focus.
        const style = { top: top ?? 0, opacity: top === undefined ? 0 : undefined };
        return isFolded ? (
          <li key={`fold ${highlight.id}`} style={style} className="absolute inset-x-0">
            <button
              type="button"
              onClick={() => setUnfolded(new Set([...unfolded, ...own.map(({ id }) => id)]))}
              className="min-h-11 cursor-pointer rounded px-3 text-accent text-small hover:bg-accent-soft"
            >
              {t("notes.folded", { count: own.length })}
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

/**
 * How far down a card must move so that the bar doesn't cover its first lines. This is necessary if its passage starts
 * beside the bar.
 */
function shiftBelow(bar: Element | null, passageTop: number, gap: number): number {
  if (!bar) return 0;
  const { bottom, height } = bar.getBoundingClientRect();
  const by = bottom + gap - passageTop;
  return by > 0 && by <= height + gap ? by : 0;
}

/** Measures the positions of new passages, or of all passages if the text has been laid out again. */
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
    before.every(({ ids, isFolded, top, height }, index) => {
      const other = next[index]!;
      const isInPlace = isFolded === other.isFolded && top === other.top && height === other.height;
      return isInPlace && ids.length === other.ids.length && ids.every((id, at) => id === other.ids[at]);
    })
  );
}
