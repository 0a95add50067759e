"use client";

import { type RefObject, useDeferredValue, useMemo } from "react";
import { heightsOf, TOTAL, useGeometry } from "@/app/_features/text";
import { COLOURS, type Colour } from "@/lib/annotations/highlights/colours";

interface ScrollTicksProps {
  /** The element that contains the report's text. */
  text: RefObject<HTMLElement | null>;
  /** Offsets, here and for highlights, are in UTF-16 code units of the canonical text. */
  hits: readonly { start: number; end: number }[];
  highlights: readonly { start: number; end: number; colour: Colour }[];
}

/**
 * Marks beside the scroll bar that show where the hits, highlights and sections are on the page. They are hidden from
 * screen readers, because the outline and the list of hits contain the same information.
 */
export function ScrollTicks({ text, ...props }: ScrollTicksProps) {
  // Deferred, so that typing takes priority over updating the ticks.
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
      // On phones, the bar at the top spans the full width of the window.
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

/** The SVG path of horizontal lines, one at each height, between two x coordinates. */
function lines(from: number, to: number, heights: readonly number[]): string {
  return heights.map((height) => `M${from} ${height}H${to}`).join("");
}
