"use client";

import { type MouseEvent, memo, type RefObject, useEffect, useMemo, useState } from "react";
import { pickAt } from "@/app/_features/annotations";
import { pointOf, type Turn } from "@/app/_features/page-view";
import type { Mark } from "@/app/_features/text";
import { textOfOffsets } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import { type FigurePlace, type PageRect, UNIT, type WordBox } from "@/lib/word-boxes/model";
import { boxesOfSpan, rectsOf, spansOf, wordAt } from "@/lib/word-boxes/queries";
import { AreaLayer } from "./area-layer";
import { type PageRun, runsOf } from "./page-runs";
import type { PageWords } from "./page-words";

interface PageLayerProps {
  text: RefObject<HTMLElement | null>;
  words: PageWords;
  /** Index of the page. */
  page: number;
  /** Size of the page, in CSS pixels. */
  width: number;
  height: number;
  turn: Turn;
  /** What is marked in the text, in painting order. */
  marks: readonly Mark[];
  /** Where the pictures of the text are on the pages. */
  figures: readonly FigurePlace[];
  /** The figure of the open search result, if it is on this page. */
  framed: FigurePlace | null;
}

/** The text of a page, for selecting it, and the marks on it, which are drawn as one picture. */
export const PageLayer = memo(function PageLayer(props: PageLayerProps) {
  const { text, words, page, width, height, turn, marks, figures, framed } = props;
  const [boxes, setBoxes] = useState<readonly WordBox[]>([]);
  useEffect(() => {
    let isOver = false;
    // Without boxes, the page can still be read.
    words.of(page).then(
      (found) => {
        if (!isOver) setBoxes(found);
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [words, page]);
  const runs = useMemo(
    () => runsOf(boxes, (start, end) => (text.current ? textOfOffsets(text.current, start, end) : "")),
    [boxes, text],
  );
  const click = (event: MouseEvent<HTMLElement>) => {
    if (!text.current || !document.getSelection()?.isCollapsed) return;
    const { x, y } = pointOf(event, page, turn);
    const word = wordAt(boxes, { page, x: (UNIT * x) / 1000, y: (UNIT * y) / 1000 });
    pickAt(text.current, { offset: word?.start ?? null, x: event.pageX, y: event.pageY });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the list of highlights is the accessible way to open them
    <div className="page-layer absolute inset-0" onClick={click}>
      <svg
        aria-hidden
        viewBox={`0 0 ${UNIT} ${UNIT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
        {marks.map((mark) => (
          <MarkPath key={mark.style} mark={mark} boxes={boxes} />
        ))}
        {framed && <path className="page-mark-search-current" d={outlineOf(framed)} />}
      </svg>
      <AreaLayer page={page} figures={figures} />
      {/* Screen readers read the report's text instead. */}
      <div aria-hidden>
        {runs.map((run) => (
          <PageText key={run.start} run={run} width={width} height={height} />
        ))}
      </div>
    </div>
  );
});

const percent = (value: number): string => `${(100 * value) / UNIT}%`;

interface PageTextProps {
  run: PageRun;
  /** Size of the page, in CSS pixels. */
  width: number;
  height: number;
}

/**
 * A run of text at its place on the page. It is transparent, because the page itself shows the text. Its letters are
 * stretched to the width of its box, so that a selection covers the words that the page shows.
 */
function PageText({ run, width, height }: PageTextProps) {
  const tall = (height * (run.y1 - run.y0)) / UNIT;
  const wide = (width * (run.x1 - run.x0)) / UNIT;
  const size = TEXT_SIZE * tall;
  return (
    <span
      data-start={run.start}
      style={{
        left: percent(run.x0),
        top: percent(run.y0),
        font: `${size}px/${tall}px ${FONT}`,
        transform: `scaleX(${wide / widthOf(run.text, size)})`,
      }}
    >
      {run.text}
    </span>
  );
}

/** The font size relative to the height of the box, which is the height of a line. */
const TEXT_SIZE = 0.8;
const FONT = "Arial, sans-serif";

let pen: CanvasRenderingContext2D | null = null;

/** The width of a text in the layer's font, in CSS pixels. */
function widthOf(text: string, size: number): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return 1;
  pen.font = `100px ${FONT}`;
  return (pen.measureText(text).width * size) / 100 || 1;
}

/** The outline of a mark on a page. */
const MarkPath = memo(function MarkPath({ mark, boxes }: { mark: Mark; boxes: readonly WordBox[] }) {
  const path = useMemo(() => pathOf(boxes, mark.spans), [boxes, mark]);
  return path && <path className={`page-mark-${mark.style}`} d={path} />;
});

/** The outline of spans on a page; empty if none of them is on it. */
function pathOf(boxes: readonly WordBox[], spans: readonly Span[]): string {
  // Most of a report's spans are on other pages.
  const parts = spansOf(boxes);
  return spans
    .filter((span) => parts.some((part) => span.start < part.end && span.end > part.start))
    .flatMap((span) => rectsOf(boxesOfSpan(boxes, span)))
    .map(outlineOf)
    .join("");
}

const outlineOf = ({ x0, y0, x1, y1 }: PageRect): string => `M${x0} ${y0}H${x1}V${y1}H${x0}Z`;
