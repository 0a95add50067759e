"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { stretchesOf, useGeometry } from "@/app/_features/text";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { shortened } from "@/app/_ui/shortened";
import { useActions, useNotesShown, usePage } from "../state/context";

/** Least height of a stretch, in CSS pixels: what a finger or a shaking hand can hit (WCAG 2.2, 2.5.8). */
const LEAST_HEIGHT = 24;
/** The header, above the column. */
const ABOVE = 56;
/** Notes in a stretch beyond which its tick grows no more. */
const MOST = 8;
const QUOTE_LENGTH = 40;

/**
 * Where notes are in the whole page, and how many: a column of ticks beside the text, the wider the more notes there are. Each leads to
 * the first of its notes. One of them is reached with Tab, the others from there with the arrow keys.
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
          quote: shortened(spans[0]!.quote, QUOTE_LENGTH),
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

/** Into how many stretches the column has room to part the page. */
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
