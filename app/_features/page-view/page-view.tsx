"use client";

import { useTranslations } from "next-intl";
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { LoadFailed } from "@/app/_features/session";
import {
  firstRegion,
  heightOf,
  isSamePlace,
  type PageBox,
  type PagePoint,
  pagesWithin,
  placedPages,
  pointOf,
  type Turn,
  turnedSize,
} from "./geometry";
import { PageCanvas } from "./page-canvas";
import { usePageColours } from "./page-colours";
import { RegionBox } from "./region-box";
import { Thumbnails } from "./thumbnails";
import { PageToolbar } from "./toolbar";
import { TurnedPage } from "./turned-page";
import { type PageSize, useDocument } from "./use-document";
import { usePageTools } from "./use-page-tools";
import { useRegionDrag } from "./use-region-drag";

/** Pages outside the view are also drawn up to this distance from it, as a fraction of its height. */
const AHEAD = 0.5;

/** Space left above a place when it is scrolled into view, in CSS pixels. */
const ABOVE = 48;

interface PageViewProps {
  /** The PDF: a file on this device, or a URL whose server supports range requests. */
  file: string | Blob;
  /** Width and height of each page, in points. A page whose size isn't known yet is shown in the size of the first. */
  sizes: readonly (PageSize | undefined)[];
  /** The place to scroll into view; null for none. The view scrolls whenever this is a new object. */
  shown: Pick<PagePoint, "page" | "y"> | null;
  /** The rectangles to mark. */
  marks: readonly PageBox[];
  onPoint?(point: PagePoint): void;
  /** The region that the user is marking; null for none. */
  region?: PageBox | null;
  /** Lets the user mark a region. It is called with a first region, and then whenever the region changes. */
  onRegion?(region: PageBox): void;
  /** What to show over a page. @param size the size of the upright page, in CSS pixels */
  over?(page: number, size: { width: number; height: number }, turn: Turn): ReactNode;
  /** Shown at the start of the toolbar. */
  tools?: ReactNode;
  /** Shown instead of the page's number. @param page the index of the page in view */
  field?(page: number): ReactNode;
  /** The number below a page's thumbnail; null for none. By default, pages are counted from 1. */
  numberOf?(page: number): number | null;
  /** Called when the user has chosen a page. */
  onPage?(page: number): void;
  /** Called when a page is drawn, or can't be drawn. */
  onDrawn?(): void;
  /** Whether single-key shortcuts change the layout. */
  hasKeys?: boolean;
  /** Receives a handle for scrolling when the pages have their size. */
  control?: Ref<PageControl>;
  /** Called with the place at the top of the view after the user has scrolled. */
  onScroll?(place: Pick<PagePoint, "page" | "y">): void;
}

/** A handle for scrolling a page view. */
export interface PageControl {
  /** Brings a place to the top of the view. @param below the space to leave above it, in CSS pixels */
  scrollTo(place: Pick<PagePoint, "page" | "y">, below: number): void;
  /** Scrolls to a place unless it is in view. */
  reveal(place: Pick<PagePoint, "page" | "y">): void;
  /** Moves the focus to the pages. */
  focus(): void;
}

const NOT_READY: PageControl = { scrollTo: () => {}, reveal: () => {}, focus: () => {} };

/** Whether a place is in the part of the view where a passage that starts there can be read. */
const isReadable = (element: Element, top: number): boolean =>
  top >= element.scrollTop && top <= element.scrollTop + 0.7 * element.clientHeight;

const counted = (page: number): number => page + 1;

/** Shows the pages of a PDF, below each other or in pairs. Only pages in or near the view are drawn. */
export function PageView({
  file,
  sizes: known,
  shown,
  marks,
  onPoint,
  region = null,
  onRegion,
  over,
  tools: toolsAtStart,
  field,
  numberOf = counted,
  onPage,
  onDrawn,
  hasKeys = false,
  control,
  onScroll,
}: PageViewProps) {
  const t = useTranslations();
  const [attempt, setAttempt] = useState(0);
  const { document, firstSize, error } = useDocument(file, attempt);
  const count = Math.max(known.length, document?.numPages ?? 0);
  const sizes = useMemo(
    () => Array.from({ length: count }, (_, index) => known[index] ?? known[0] ?? firstSize),
    [known, count, firstSize],
  );
  const view = useRef<HTMLElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const tools = usePageTools((isTwoUp, turn) => {
    const turned = sizes.map((size) => turnedSize(size, turn));
    const heights = placedPages(turned, room.width, { columns: isTwoUp ? 2 : 1 }).map(({ height }) => height);
    return Math.min(1, room.height / Math.max(1, ...heights));
  }, hasKeys);
  const { scale, isTwoUp, turn, hasThumbnails } = tools.layout;
  const colours = usePageColours();
  const width = Math.floor(room.width * scale);
  const turned = useMemo(() => sizes.map((size) => turnedSize(size, turn)), [sizes, turn]);
  const pages = useMemo(() => placedPages(turned, width, { columns: isTwoUp ? 2 : 1 }), [turned, width, isTwoUp]);
  const [first, last] = pagesWithin(pages, top - AHEAD * room.height, top + (1 + AHEAD) * room.height) ?? [0, -1];
  const middle = pagesWithin(pages, top + room.height / 3, Number.POSITIVE_INFINITY)?.[0] ?? 0;

  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (error) onDrawn?.();
  }, [error, onDrawn]);

  const placed = useRef(pages);
  useLayoutEffect(() => {
    // Keep the same place in view when the size of the pages changes.
    const element = view.current;
    const before = placed.current;
    placed.current = pages;
    if (!element || before === pages) return;
    const index = pagesWithin(before, element.scrollTop, Number.POSITIVE_INFINITY)?.[0] ?? 0;
    const [was, now] = [before[index], pages[index]];
    if (was && now && was.height > 0) {
      element.scrollTop = now.top + ((element.scrollTop - was.top) / was.height) * now.height;
    }
  }, [pages]);

  const isReady = width > 0;
  useEffect(() => {
    const element = view.current;
    const page = shown && placed.current[shown.page];
    if (!element || !page || !isReady) return;
    const at = page.top + (shown.y / 1000) * page.height;
    if (!isReadable(element, at)) element.scrollTop = Math.max(0, at - ABOVE);
  }, [shown, isReady]);

  /** Where the view was scrolled to by the handle. */
  const own = useRef<number | null>(null);
  useImperativeHandle(control, () => {
    if (!isReady) return NOT_READY;
    const topOf = ({ page, y }: Pick<PagePoint, "page" | "y">) => {
      const at = placed.current[page];
      // On a rotated page, a place on the upright page has no height of its own.
      return at && at.top + (turn === 0 ? (y / 1000) * at.height : 0);
    };
    const scrollTo: PageControl["scrollTo"] = (place, below) => {
      const element = view.current;
      const at = topOf(place);
      if (!element || at === undefined) return;
      element.scrollTop = Math.max(0, at - below);
      own.current = element.scrollTop;
    };
    const reveal: PageControl["reveal"] = (place) => {
      const at = topOf(place);
      if (view.current && at !== undefined && !isReadable(view.current, at)) scrollTo(place, ABOVE);
    };
    return { scrollTo, reveal, focus: () => view.current?.focus({ preventScroll: true }) };
  }, [isReady, turn]);
  const scrolled = (scrollTop: number) => {
    setTop(scrollTop);
    if (own.current !== null && isSamePlace(scrollTop, own.current)) return;
    own.current = null;
    const index = pagesWithin(placed.current, scrollTop, Number.POSITIVE_INFINITY)?.[0];
    const page = index === undefined ? undefined : placed.current[index];
    if (index === undefined || !page) return;
    onScroll?.({ page: index, y: turn === 0 ? (1000 * (scrollTop - page.top)) / page.height : 0 });
  };
  const toPage = (page: number) => {
    const element = view.current;
    if (element) element.scrollTop = placed.current[page]?.top ?? 0;
    onPage?.(page);
  };
  const isMarking = onRegion !== undefined;
  const start = useRef(() => {});
  useEffect(() => {
    start.current = () => onRegion?.(firstRegion(marks[0]?.page ?? middle, marks));
  });
  useEffect(() => {
    if (isMarking) start.current();
  }, [isMarking]);
  const dragOn = useRegionDrag(
    region,
    (event, page) => pointOf(event, page, turn),
    (changed) => onRegion?.(changed),
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageToolbar tools={tools} hasKeys={hasKeys} start={toolsAtStart}>
        {field ? field(middle) : count > 0 && t("pageView.page", { page: Math.min(count, middle + 1), pages: count })}
      </PageToolbar>
      {error ? (
        <LoadFailed message={t("pageView.failed")} error={error} onRetry={() => setAttempt(attempt + 1)} />
      ) : (
        <div className="flex min-h-0 flex-1">
          {document && hasThumbnails && (
            <Thumbnails
              document={document}
              sizes={turned}
              turn={turn}
              colours={colours}
              current={middle}
              numberOf={numberOf}
              onPage={toPage}
            />
          )}
          <section
            ref={view}
            aria-label={t("pageView.label")}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            className="relative min-h-0 min-w-0 flex-1 overflow-auto bg-line"
            onScroll={({ currentTarget }) => scrolled(currentTarget.scrollTop)}
          >
            <div
              data-page-texts=""
              data-dark={colours?.isDark || undefined}
              className="relative mx-auto"
              style={{ height: heightOf(pages), width }}
            >
              {document &&
                pages.slice(first, last + 1).map((page, nth) => {
                  const index = first + nth;
                  return (
                    <div
                      key={index}
                      className={`absolute shadow-sm ${isMarking ? "cursor-crosshair touch-none" : ""}`}
                      style={page}
                      {...(isMarking ? dragOn(index) : { onClick: (event) => onPoint?.(pointOf(event, index, turn)) })}
                    >
                      <TurnedPage place={page} turn={turn}>
                        {(size) => (
                          <>
                            <PageCanvas
                              document={document}
                              page={index}
                              {...size}
                              label={t("pageView.page", { page: index + 1, pages: count })}
                              colours={colours}
                              {...(onDrawn && { onDone: onDrawn })}
                            />
                            {marks
                              .filter((mark) => mark.page === index)
                              .map((mark) => (
                                <div
                                  key={`${mark.left} ${mark.top}`}
                                  aria-hidden
                                  className="page-box pointer-events-none absolute"
                                  style={{
                                    left: `${mark.left / 10}%`,
                                    top: `${mark.top / 10}%`,
                                    width: `${(mark.right - mark.left) / 10}%`,
                                    height: `${(mark.bottom - mark.top) / 10}%`,
                                  }}
                                />
                              ))}
                            {over?.(index, size, turn)}
                            {isMarking && region?.page === index && <RegionBox region={region} onChange={onRegion} />}
                          </>
                        )}
                      </TurnedPage>
                    </div>
                  );
                })}
            </div>
          </section>
        </div>
      )}
    </div>
  );
}
