"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { stretchesOf, useGeometry } from "@/app/_features/text";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { shortened } from "@/app/_ui/shortened";
import { wordsOf } from "@/lib/annotations/areas/words";
import { useActions, useNotesShown, usePage } from "../state/context";

/** Minimum height of a section, in CSS pixels (WCAG 2.2, 2.5.8 Target Size). */
const LEAST_HEIGHT = 24;
/** Height of the header above the column, in CSS pixels. */
const ABOVE = 56;
/** The number of notes beyond which a tick doesn't get any wider. */
const MOST = 8;
const QUOTE_LENGTH = 40;

/**
 * An overview of the notes on the whole page: a column of ticks beside the text. The more notes a section has, the
 * wider its tick, which links to the first of them. The column is a single tab stop, and the arrow keys move between
 * ticks.
 */
export function NoteTicks() {
  const t = useTranslations();
  const { text } = usePage();
  const { highlights } = useNotesShown();
  const { openByKey } = useActions();
  const geometry = useGeometry(text, highlights.length > 0);
  const count = useStretchCount();
  const stretches = useMemo(
    () => (geometry ? stretchesOf(geometry.runs, geometry.height, highlights, count) : []),
    [geometry, highlights, count],
  );
  if (stretches.length === 0) return null;
  return (
    <nav
      aria-label={t("notes.ticks.label")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") moveAmong(event, [...event.currentTarget.querySelectorAll("button")], () => {});
      }}
      className="absolute top-0 -left-6 h-[calc(100dvh-var(--spacing-header))] w-6"
    >
      {stretches.map(({ index, spans }, place) => {
        const label = t("notes.ticks.stretch", {
          count: spans.length,
          quote: shortened(wordsOf(spans[0]!), QUOTE_LENGTH),
        });
        return (
          <button
            key={index}
            type="button"
            tabIndex={place === 0 ? 0 : -1}
            aria-label={label}
            title={label}
            onClick={() => openByKey(spans[0]!)}
            style={{ top: `${(index / count) * 100}%`, height: `${100 / count}%` }}
            className="group absolute inset-x-0 flex cursor-pointer items-center justify-end rounded-sm"
          >
            <span
              aria-hidden
              style={{ width: `${4 + (Math.min(spans.length, MOST) / MOST) * 16}px` }}
              className="h-1.5 rounded-l-full bg-control group-hover:bg-accent group-focus-visible:bg-accent"
            />
          </button>
        );
      })}
    </nav>
  );
}

/** The number of sections that fit in the column. */
function useStretchCount(): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    const look = () => setCount(Math.max(1, Math.floor((window.innerHeight - ABOVE) / LEAST_HEIGHT)));
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  return count;
}
