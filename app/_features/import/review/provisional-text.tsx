"use client";

import { useTranslations } from "next-intl";
import { memo, type RefObject, useLayoutEffect, useRef } from "react";
import type { PagePoint } from "@/app/_features/page-view";
import type { ProvisionalBlock, ProvisionalPage } from "@/lib/report-import/provisional";

/** Where the user has scrolled to: the first visible block, and how far its top is below the top of the pane, in pixels. */
export interface ScrollPlace {
  point: PagePoint;
  offset: number;
}

interface ProvisionalTextProps {
  /** The scrolling element. */
  pane: RefObject<HTMLElement | null>;
  pages: readonly ProvisionalPage[];
  /** The language of the text; empty if unknown. */
  language: string;
  onScrollTo(place: ScrollPlace): void;
  /** Called before the text is replaced. */
  onEnd(hadFocus: boolean): void;
}

/** The text of the pages that have been read so far. It can't be corrected yet. */
export function ProvisionalText({ pane, pages, language, onScrollTo, onEnd }: ProvisionalTextProps) {
  const t = useTranslations();
  const end = useRef(onEnd);
  useLayoutEffect(() => {
    end.current = onEnd;
  });
  useLayoutEffect(() => {
    const element = pane.current;
    return () => end.current(element?.contains(document.activeElement) ?? false);
  }, [pane]);

  return (
    <section
      ref={pane}
      aria-label={t("add.provisional.text")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      lang={language}
      className="h-full min-h-0 overflow-y-auto px-5 py-4"
      onScroll={({ currentTarget }) => {
        const place = placeIn(currentTarget);
        if (place) onScrollTo(place);
      }}
    >
      <div className="prose mx-auto max-w-(--reading-measure)">
        {pages.map((page) => (
          <PageText key={page.page} page={page} />
        ))}
      </div>
    </section>
  );
}

const PageText = memo(function PageText({ page: { page, blocks } }: { page: ProvisionalPage }) {
  const t = useTranslations();
  return (
    <div className="provisional-page">
      <p lang="en" className="text-muted text-small">
        {t("add.page", { count: page + 1 })}
      </p>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a page don't change
        <div key={index} data-place={[page, ...block.at].join(" ")}>
          <Block block={block} />
        </div>
      ))}
    </div>
  );
});

function Block({ block }: { block: ProvisionalBlock }) {
  switch (block.kind) {
    case "heading":
      return <h4>{block.text}</h4>;
    case "item":
      return <p className="pl-5">{block.text}</p>;
    case "caption":
    case "note":
      return <p className="text-small">{block.text}</p>;
    case "table":
      return (
        <div className="overflow-x-auto">
          <table>
            <tbody>
              {block.rows.map((row, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table don't change
                <tr key={nth}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row don't change
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    default:
      return <p>{block.text}</p>;
  }
}

/** The place at the top of the pane. */
function placeIn(pane: HTMLElement): ScrollPlace | undefined {
  const blocks = pane.querySelectorAll<HTMLElement>("[data-place]");
  const { top } = pane.getBoundingClientRect();
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]!.getBoundingClientRect().bottom <= top) low = middle + 1;
    else high = middle;
  }
  const first = blocks[Math.min(low, blocks.length - 1)];
  return first && { point: pointOf(first), offset: first.getBoundingClientRect().top - top };
}

function pointOf(block: HTMLElement): PagePoint {
  const [page = 0, x = 0, y = 0] = (block.dataset.place ?? "").split(" ").map(Number);
  return { page, x, y };
}

/** Scrolls to the block at a point on a page, or to the last one before it. */
export function scrollToPoint(pane: HTMLElement, { page, y }: PagePoint): void {
  const blocks = [...pane.querySelectorAll<HTMLElement>("[data-place]")];
  const target = blocks.findLast((block) => {
    const own = pointOf(block);
    return own.page < page || (own.page === page && own.y <= y);
  });
  target?.scrollIntoView({ block: "nearest" });
}
