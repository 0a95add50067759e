"use client";

import { BookOpen, Text } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Annotations, AnnotationsProvider, useHighlightsLater, usePage } from "@/app/_features/annotations";
import { ReportPages, usePagesFirst, useReadingView } from "@/app/_features/pages";
import { placeInAddress, Results, type Search, SearchBox, SearchOptions, searchAddress } from "@/app/_features/search";
import { type Account, Header } from "@/app/_features/shell";
import { stepBlock } from "@/app/_features/text";
import type { Translate } from "@/app/_messages/translate";
import { HeaderButton } from "@/app/_ui/header-button";
import { onDemand } from "@/app/_ui/on-demand";
import { useKeys } from "@/app/_ui/use-keys";
import { useMediaQuery } from "@/app/_ui/use-media-query";
import type { HighlightList } from "@/lib/annotations/schemas";
import type { SearchAnswer } from "@/lib/library/schemas";
import type { Language, PageEdge } from "@/lib/report/model";
import type { OutlineEntry } from "@/lib/report/outline";
import type { SearchDocument } from "@/lib/search/documents";
import type { SearchHit } from "@/lib/search/engine";
import { FootnotePopover } from "./footnote-popover";
import { BackButton, HitControls } from "./hit-controls";
import { OutlineSheet } from "./outline-sheet";
import { PictureLinks } from "./picture-links";
import { OutlineHere, ReadingPlace } from "./reading-place";
import { ScrollTicks } from "./scroll-ticks";
import { useHits } from "./use-hits";
import { useLinkedPage } from "./use-linked-page";
import { useRevealedText } from "./use-revealed-text";
import { placesOf } from "./use-search-marks";
import { STOPS_HOW_ID, useTextStops } from "./use-text-stops";
import { useWholeText } from "./use-whole-text";

const PictureAreas = onDemand(() => import("./picture-areas").then((module) => module.PictureAreas));
const LinesPanel = onDemand(() => import("./lines-panel").then((module) => module.LinesPanel));

interface ReaderProps {
  account: Account;
  /** Id of the signed-in user. */
  me: string;
  slug: string;
  edition: HighlightList["edition"];
  title: string;
  language: Language;
  outline: OutlineEntry[];
  pages: PageEdge[];
  /** Whether the edition was created from a file that may have pages. */
  hasPages: boolean;
  /** Whether the page was served with the whole text. */
  isWhole: boolean;
  /** The server's results for the query in the URL. */
  found: SearchAnswer | null;
  /** The title page and the text, rendered on the server. */
  children: ReactNode;
}

/** The reader: outline or search results on the left, the text, and the margin for notes on the right. */
export function Reader({ me: id, slug, edition, ...page }: ReaderProps) {
  const { account } = page;
  const me = useMemo(() => ({ ...account, id }), [account, id]);
  return (
    <AnnotationsProvider slug={slug} edition={edition} me={me}>
      <OpenReport {...page} />
    </AnnotationsProvider>
  );
}

function OpenReport({
  account,
  title,
  language,
  outline,
  pages,
  hasPages,
  isWhole: isServed,
  found,
  children,
}: Omit<ReaderProps, "me" | "slug" | "edition">) {
  const t = useTranslations();
  const { slug, edition, text } = usePage();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const actions = useRef<HTMLSpanElement>(null);
  /** Whether results cover the page on phones, and the pages beside the text. Otherwise, they always have a column. */
  const [resultsOver, setResultsOver] = useState(false);
  /** Whether the outline, with the number of hits per section, replaces the results. */
  const [isOutlineShown, setOutlineShown] = useState(false);

  const isNarrow = useMediaQuery("(width < 60rem)");
  const extent = useWholeText(text, { slug, edition: edition.id, isServed });
  const isWhole = extent === "whole";
  useRevealedText(text);
  useTextStops(text);
  useLinkedPage(text, pages);

  const reading = useReadingView(hasPages);
  const { view } = reading;
  const isTextCovered = view === "page";
  const pagesDrawn = usePagesFirst(text, isTextCovered);
  const noted = useHighlightsLater();
  const hasPictureAreas = noted.some(({ area }) => area !== null && "picture" in area);
  const hits = useHits(slug, text, { pages, noted, isWhole, initial: found, isTextCovered });
  const { asking, search, worked, isSearching } = hits;
  const { asked } = asking;
  const isLined = isSearching && asked.view === "lines";
  /** Whether the concordance leaves part of the window free for the text, because one of its lines is open. */
  const isDocked = isLined && hits.opened !== null;
  const isCovered = isLined && !isDocked;
  const shown = search.state === "ready" ? search.shown : null;

  const ask: typeof asking.ask = (change) => {
    hits.ask(change);
    setResultsOver(true);
  };
  const openAt = (document: SearchDocument, at?: number) => {
    setResultsOver(false);
    hits.open(document, at);
  };
  const step = (by: 1 | -1) => {
    setResultsOver(false);
    hits.step(by);
  };
  const submit = () => {
    setResultsOver(false);
    hits.submit();
  };
  const toBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  const close = () => {
    const open = shown?.hits[hits.position];
    hits.close();
    setOutlineShown(false);
    if (open) document.getElementById(open.block)?.focus({ preventScroll: true });
    else input.current?.focus();
  };
  const closeLines = () => {
    ask({ view: "list" });
    setResultsOver(!isDocked);
    const open = hits.opened && document.getElementById(hits.opened.block);
    if (open) open.focus({ preventScroll: true });
    else (list.current?.querySelector("a") ?? input.current)?.focus();
  };
  const hrefOf = (document: SearchDocument) =>
    searchAddress(`/r/${slug}`, { ...asked, view: "list" }, placeInAddress(document));

  useKeys({
    "/": toBox,
    n: () => step(1),
    N: () => step(-1),
    b: () => hits.goBack?.(),
    j: () => text.current && stepBlock(text.current, 1),
    k: () => text.current && stepBlock(text.current, -1),
    w: () => (hasPages ? reading.toggle() : false),
    Escape: () => (isLined ? closeLines() : isSearching && close()),
  });

  const counts = useMemo(() => countsOf(worked), [worked]);
  const place = { text, entries: outline };
  const controls = { total: shown?.total ?? 0, position: hits.position, onStep: step, onClose: close };
  const isOver = isSearching && (resultsOver || isCovered);
  const isOverPages = isOver || (isSearching && hits.position < 0);

  // Elements are memoized, so that typing doesn't re-render them.
  const annotations = useMemo(() => <Annotations actions={actions} isTextCovered={isTextCovered} />, [isTextCovered]);
  const readingPlace = useMemo(
    () => <ReadingPlace text={text} entries={outline} title={title} pages={pages} email={account.email} slug={slug} />,
    [text, outline, title, pages, account.email, slug],
  );
  const outlineSheet = useMemo(
    () => <OutlineSheet text={text} entries={outline} counts={counts} />,
    [text, outline, counts],
  );
  const ticks = useMemo(() => placesOf(worked), [worked]);
  const highlights = useMemo(
    () => noted.flatMap(({ start, end, colour }) => (start === null || end === null ? [] : { start, end, colour })),
    [noted],
  );

  return (
    <>
      <Header
        account={account}
        search={
          <SearchBox
            label={t("search.inReport")}
            report={slug}
            value={asked.query}
            onChange={(query) => ask({ query })}
            onPick={(query, how) => ask({ query, ...how })}
            onSubmit={submit}
            onDown={() => list.current?.querySelector("a")?.focus()}
            onEscape={close}
            onFocus={() => setResultsOver(true)}
            inputRef={input}
          />
        }
        actions={
          <>
            <span ref={actions} className="contents" />
            {hasPages && (
              <HeaderButton
                label={view === "text" ? t("pages.show") : t("pages.hide")}
                icon={view === "text" ? <BookOpen size={20} aria-hidden /> : <Text size={20} aria-hidden />}
                onClick={reading.toggle}
              />
            )}
            {outlineSheet}
          </>
        }
      >
        {readingPlace}
      </Header>

      <p role="status" className="sr-only">
        {statusOf(t, search, hits.position)}
      </p>

      <div
        data-view={view}
        className={`grid grid-cols-1 md:grid-cols-[var(--spacing-side)_minmax(0,1fr)] print:block ${
          view === "side"
            ? "lg:grid-cols-[minmax(0,1fr)_minmax(0,calc(var(--reading-measure)+3rem))_minmax(var(--spacing-notes),20rem)]"
            : "lg:grid-cols-[minmax(var(--spacing-side),1fr)_minmax(0,calc(var(--reading-measure)+5rem))_minmax(var(--spacing-notes),1fr)]"
        }`}
      >
        <aside
          data-query={shown?.query}
          aria-label={isSearching ? t("search.results") : t("reader.outline")}
          className={`overflow-y-auto p-3 max-md:fixed max-md:inset-x-0 max-md:top-header max-md:bottom-0 max-md:z-20 max-md:bg-paper md:top-header md:h-[calc(100dvh-var(--spacing-header)-1px)] md:w-side print:hidden ${
            isSearching && resultsOver && !isLined ? "" : "max-md:hidden"
          } ${
            view === "side"
              ? `md:fixed md:left-0 md:z-20 md:border-line md:border-r md:bg-paper ${isOverPages ? "" : "md:hidden"}`
              : "md:sticky"
          }`}
        >
          <div className="max-md:hidden">{hits.goBack && <BackButton onBack={hits.goBack} />}</div>
          {search.state === "ready" && (
            <>
              <HitControls {...controls} />
              <SearchOptions
                isServed={found !== null}
                asking={{ ...asking, ask }}
                report={slug}
                outline={{ isShown: isOutlineShown, onShow: setOutlineShown }}
              />
            </>
          )}
          {search.state === "idle" || (search.state === "ready" && isOutlineShown) ? (
            <OutlineHere {...place} counts={counts} />
          ) : (
            <Results
              isServed={found !== null}
              search={search}
              asking={{ ...asking, ask }}
              href={hrefOf}
              current={shown?.hits[hits.position]}
              onOpen={(hit, event) => {
                event.preventDefault();
                setResultsOver(false);
                hits.openHit(hit);
              }}
              toBox={toBox}
              listRef={list}
            />
          )}
        </aside>

        {view !== "text" && (
          <section
            aria-label={t("pages.label")}
            className={`sticky top-header col-start-1 row-start-1 h-[calc(100dvh-var(--spacing-header))] min-w-0 self-start border-line print:hidden ${
              view === "side" ? "border-r" : "z-10 md:col-start-2"
            }`}
          >
            {isWhole && (
              <ReportPages
                text={text}
                edition={edition.id}
                breaks={pages}
                found={hits.marks}
                opened={shown?.hits[hits.position]}
                view={view}
                isWide={reading.isWide}
                onView={reading.choose}
                onDrawn={pagesDrawn}
              />
            )}
          </section>
        )}

        <main
          id="main"
          tabIndex={-1}
          inert={isNarrow && isOver && !isCovered}
          className={`col-start-1 row-start-1 min-w-0 px-5 pt-8 outline-none md:col-start-2 md:pr-6 md:pl-14 print:p-0 ${isDocked ? "pb-[60dvh]" : "pb-32"}`}
        >
          <article
            ref={text}
            inert={isCovered}
            lang={language}
            aria-label={t("reader.text")}
            className="prose relative mx-auto max-w-(--reading-measure) print:max-w-none"
          >
            {children}
          </article>
          <p role="status" className="mx-auto mt-4 max-w-(--reading-measure) text-muted empty:hidden print:hidden">
            {!isWhole && t(`reader.rest.${extent}`)}
          </p>
          <p id={STOPS_HOW_ID} hidden>
            {t("reader.stopsHow")}
          </p>
          <FootnotePopover text={text} />
          <PictureLinks text={text} />
          {hasPictureAreas && <PictureAreas text={text} />}
          {isLined && (
            <LinesPanel
              hits={worked}
              href={({ document }) => hrefOf(document)}
              onOpen={({ document, start }) => openAt(document, document.note ? undefined : document.start + start)}
              fileName={`${slug}-lines`}
              isDocked={isDocked}
              onEnlarge={() => ask({ view: "lines" })}
              onClose={closeLines}
            />
          )}
        </main>

        <aside
          aria-label={t("notes.title")}
          className="max-w-96 pt-8 pr-5 max-lg:contents lg:col-start-3 lg:row-start-1 print:hidden"
        >
          {isWhole && annotations}
        </aside>
      </div>

      {!isCovered && !(isNarrow && isOver) && <ScrollTicks text={text} hits={ticks} highlights={highlights} />}

      {(hits.goBack || (isSearching && hits.position >= 0)) && !isOver && !isLined && (
        <section
          aria-label={t("search.where")}
          className={`fixed inset-x-0 bottom-0 z-20 border-line border-t bg-raised px-3 py-1 print:hidden ${
            view === "side" ? "md:right-auto md:w-side md:border-r" : "md:hidden"
          }`}
        >
          {isSearching ? (
            <HitControls {...controls}>{hits.goBack && <BackButton onBack={hits.goBack} short />}</HitControls>
          ) : (
            hits.goBack && <BackButton onBack={hits.goBack} />
          )}
        </section>
      )}
    </>
  );
}

/** Screen reader announcement for a search's results. */
function statusOf(t: Translate, search: Search, position: number): string {
  if (search.state === "loading") return t("search.loading");
  if (search.state !== "ready") return "";
  const { total } = search.shown;
  return position < 0 ? t("search.total", { count: total }) : t("search.position", { count: position + 1, total });
}

/** The number of hits per section, by slug. */
function countsOf(hits: readonly SearchHit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { section } of hits) if (section) counts.set(section.slug, (counts.get(section.slug) ?? 0) + 1);
  return counts;
}
