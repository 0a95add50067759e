"use client";

import { type RefObject, useDeferredValue, useEffect, useMemo, useState } from "react";
import { COLOURS, type Colour } from "@/lib/annotations/colours";
import { type Box, heightsOf, TOTAL } from "./tick-layout";
import { whenIdle } from "./when-idle";

interface ScrollTicksProps {
  /** The element that holds the report's text. */
  text: RefObject<HTMLElement | null>;
  /** In UTF-16 code units of the canonical text, as are the highlights. */
  hits: readonly { start: number; end: number }[];
  highlights: readonly { start: number; end: number; colour: Colour }[];
}

interface Geometry {
  /** The runs of the text in order. */
  runs: Box[];
  /** Where sections begin, in CSS pixels from the top of the page. */
  sections: number[];
  /** Of the page, in CSS pixels. */
  height: number;
}

const HEADINGS = ":is(h2, h3, h4, h5, h6)[data-block]";

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

/** Where the text stands in the page, kept up when the window or the letters change. Null before it is known. */
function useGeometry(text: RefObject<HTMLElement | null>, wanted: boolean): Geometry | null {
  const [geometry, setGeometry] = useState<Geometry | null>(null);
  useEffect(() => {
    const root = text.current;
    if (!root || !wanted) return;
    let cancel = () => {};
    const observer = new ResizeObserver(() => {
      cancel();
      cancel = whenIdle(() => setGeometry(geometryOf(root)));
    });
    observer.observe(root);
    return () => {
      cancel();
      observer.disconnect();
    };
  }, [text, wanted]);
  return geometry;
}

function geometryOf(root: HTMLElement): Geometry {
  const { scrollY } = window;
  const runs = [...root.querySelectorAll<HTMLElement>("[data-start]")].map((run) => {
    const { top, height } = run.getBoundingClientRect();
    return { start: Number(run.dataset.start), top: top + scrollY, height };
  });
  const sections = [...root.querySelectorAll(HEADINGS)].map((heading) => heading.getBoundingClientRect().top + scrollY);
  return { runs, sections, height: document.documentElement.scrollHeight };
}
