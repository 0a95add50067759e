"use client";

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { rangesOfOffsets } from "../text-offsets";
import { placeCards } from "./margin-layout";
import type { PlacedHighlight } from "./use-highlights";

/** Between two cards, in CSS pixels. */
const GAP = 8;

interface MarginProps {
  text: RefObject<HTMLElement | null>;
  /** What has a card, in reading order. */
  highlights: readonly PlacedHighlight[];
  active: string | null;
  /** Stands before all cards, at the top. */
  lead?: ReactNode;
  children(highlight: PlacedHighlight): ReactNode;
}

/** Cards beside their passages, in order, without overlaps, wherever the text and the cards move. */
export function Margin({ text, highlights, active, lead, children }: MarginProps) {
  const margin = useRef<HTMLUListElement>(null);
  const [tops, setTops] = useState<number[]>([]);
  const hasLead = Boolean(lead);

  useLayoutEffect(() => {
    const column = margin.current;
    const root = text.current;
    if (!column || !root) return;
    const place = () => {
      const origin = column.getBoundingClientRect().top;
      const ranges = rangesOfOffsets(root, highlights);
      const leads = hasLead ? 1 : 0;
      const cards = [...column.children].map((card, index) => ({
        wanted: (ranges[index - leads]?.getBoundingClientRect().top ?? origin) - origin,
        height: card.getBoundingClientRect().height,
      }));
      const open = highlights.findIndex(({ id }) => id === active);
      const next = placeCards(cards, open < 0 ? open : open + leads, GAP);
      setTops((before) => (before.length === next.length && before.every((top, i) => top === next[i]) ? before : next));
    };
    place();
    const observer = new ResizeObserver(place);
    for (const element of [root, ...column.children]) observer.observe(element);
    return () => observer.disconnect();
  }, [text, highlights, active, hasLead]);

  const styleOf = (index: number) =>
    // Not hidden before it has its place: what is hidden cannot take the focus.
    ({ top: tops[index] ?? 0, opacity: tops[index] === undefined ? 0 : undefined });
  return (
    <ul ref={margin} className="relative h-full">
      {hasLead && (
        <li style={styleOf(0)} className="absolute inset-x-0">
          {lead}
        </li>
      )}
      {highlights.map((highlight, index) => (
        <li key={highlight.id} style={styleOf(hasLead ? index + 1 : index)} className="absolute inset-x-0">
          {children(highlight)}
        </li>
      ))}
    </ul>
  );
}
