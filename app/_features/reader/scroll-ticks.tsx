"use client";

import { type RefObject, useDeferredValue, useMemo } from "react";
import { heightsOf, TOTAL, useGeometry } from "@/app/_features/text";
import { COLOURS, type Colour } from "@/lib/annotations/highlights/colours";

interface ScrollTicksProps {
  /** The element that holds the report's text. */
  text: RefObject<HTMLElement | null>;
  /** In UTF-16 code units of the canonical text, as are the highlights. */
  hits: readonly { start: number; end: number }[];
  highlights: readonly { start: number; end: number; colour: Colour }[];
}

/**
 * Where hits, highlights and sections are in the whole page, at the right edge of the window, beside the scroll bar. It is
 * for the eye only: the outline and the list of hits say the same.
 */
export function ScrollTicks({ text, ...props }: ScrollTicksProps) {
  // What was typed is shown first.
  const hits = useDeferredValue(props.hits);
  const highlights = useDeferredValue(props.highlights);
  const isWanted = hits.length + highlights.length > 0;
  const geometry = useGeometry(text, isWanted);
  const paths = useMemo(() => {
    if (!geometry || !isWanted) return null;
    const { runs, sections, height } = geometry;
    return {
      sections: lines(
        0,
        1,
        sections.map((top) => (top / height) * TOTAL),
      ),
      hits: lines(0.5, 1, heightsOf(runs, height, hits)),
      colours: COLOURS.map((colour) => {
        const marked = highlights.filter((highlight) => highlight.colour === colour);
        return { colour, path: lines(0, 0.5, heightsOf(runs, height, marked)) };
      }),
    };
  }, [geometry, isWanted, hits, highlights]);
  if (!paths) return null;
  return (
    <svg
      aria-hidden="true"
      // On a phone the bar at the top takes the whole width.
      viewBox={`0 0 1 ${TOTAL}`}
      preserveAspectRatio="none"
      className="pointer-events-none fixed right-0 bottom-0 z-30 h-full w-3 fill-none max-md:h-[calc(100%-var(--spacing-header))] [&_path]:[vector-effect:non-scaling-stroke] print:hidden"
    >
      <path d={paths.sections} className="stroke-1 stroke-line" />
      {paths.colours.map(({ colour, path }) => (
        <g key={colour} data-colour={colour}>
          <path d={path} className="stroke-5 stroke-muted" />
          <path d={path} className="stroke-(--colour) stroke-3" />
        </g>
      ))}
      <path data-testid="hit-ticks" d={paths.hits} className="stroke-2 stroke-mark" />
    </svg>
  );
}

/** A short level line at each height, from one part of the column's width to another. */
function lines(from: number, to: number, heights: readonly number[]): string {
  return heights.map((height) => `M${from} ${height}H${to}`).join("");
}
