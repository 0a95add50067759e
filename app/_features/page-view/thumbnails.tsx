"use client";

import { useTranslations } from "next-intl";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { heightOf, pagesWithin, placedPages, type Turn } from "./geometry";
import { PageCanvas } from "./page-canvas";
import type { PageColours } from "./page-colours";
import { TurnedPage } from "./turned-page";
import type { PageSize } from "./use-document";

/** Width of a thumbnail, and the space below it for its number, in CSS pixels. */
const WIDTH = 72;
const GAP = 32;

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

interface ThumbnailsProps {
  document: PDFDocumentProxy;
  /** The size of each page as it is shown. */
  sizes: readonly PageSize[];
  turn: Turn;
  colours: PageColours | null;
  /** Index of the page in view. */
  current: number;
  /** The number to show below a page; null for none. */
  numberOf(page: number): number | null;
  onPage(page: number): void;
}

/** A strip with a small picture of each page. Only those in view are drawn. The arrow keys move between them. */
export function Thumbnails({ document, sizes, turn, colours, current, numberOf, onPage }: ThumbnailsProps) {
  const t = useTranslations();
  const strip = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  const places = useMemo(() => placedPages(sizes, WIDTH, { gap: GAP }), [sizes]);
  const [first, last] = pagesWithin(places, top, top + height) ?? [0, -1];
  const stop = focused ?? current;
  const shown = new Set([...Array.from({ length: last + 1 - first }, (_, nth) => first + nth), stop]);

  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = strip.current;
    const place = places[current];
    if (!element || !place) return;
    const isInView = place.top >= element.scrollTop && place.top + place.height <= element.scrollTop + height;
    if (!isInView) element.scrollTop = place.top - (height - place.height) / 2;
  }, [current, places, height]);
  useEffect(() => {
    if (focused !== null) strip.current?.querySelector<HTMLElement>(`[data-page="${focused}"]`)?.focus();
  }, [focused]);

  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const end = event.key === "Home" ? 0 : event.key === "End" ? sizes.length - 1 : undefined;
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    setFocused(end ?? Math.max(0, Math.min(sizes.length - 1, stop + (step ?? 0))));
  };

  return (
    <nav
      ref={strip}
      aria-label={t("pageView.thumbnails")}
      className="relative w-24 shrink-0 overflow-y-auto border-line border-r bg-paper px-3 py-2"
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={press}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setFocused(null);
      }}
    >
      <div className="relative" style={{ height: heightOf(places) + GAP, width: WIDTH }}>
        {[...shown].map((page) => {
          const place = places[page];
          const number = numberOf(page);
          return (
            place && (
              <button
                key={page}
                type="button"
                data-page={page}
                tabIndex={page === stop ? 0 : -1}
                aria-label={
                  number === null
                    ? t("pageView.page", { page: page + 1, pages: sizes.length })
                    : t("pageView.toPage", { page: number })
                }
                aria-current={page === current ? "page" : undefined}
                onFocus={() => setFocused(page)}
                onClick={() => onPage(page)}
                className="group absolute cursor-pointer"
                style={{ top: place.top, left: place.left, width: place.width, height: place.height + GAP }}
              >
                <span
                  className="relative block outline-1 outline-line group-hover:outline-accent group-aria-[current=page]:outline-2 group-aria-[current=page]:outline-accent"
                  style={{ height: place.height }}
                >
                  <TurnedPage place={place} turn={turn}>
                    {(size) => <PageCanvas document={document} page={page} {...size} label="" colours={colours} />}
                  </TurnedPage>
                </span>
                <span className="block text-center text-muted text-small tabular-nums group-aria-[current=page]:font-semibold group-aria-[current=page]:text-accent">
                  {number ?? "–"}
                </span>
              </button>
            )
          );
        })}
      </div>
    </nav>
  );
}
