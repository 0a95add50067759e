"use client";

import { SquareDashedMousePointer } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import useSWR from "swr";
import { useAreaMarking, useMarks } from "@/app/_features/annotations";
import { type PageBox, type PageControl, PageView, type Turn } from "@/app/_features/page-view";
import { fetchJson } from "@/app/_features/request";
import { LoadFailed } from "@/app/_features/session";
import type { Mark } from "@/app/_features/text";
import { textOfOffsets } from "@/app/_features/text";
import { IconButton } from "@/app/_ui/icon-button";
import { Segments } from "@/app/_ui/segments";
import { type EditionPages, pagesAddress } from "@/lib/library/edition-page-schemas";
import type { PageEdge } from "@/lib/report/model";
import { printedNumbers } from "@/lib/report/printed-numbers";
import type { SearchDocument } from "@/lib/search/documents";
import { AreaTools } from "./area-tools";
import { pageArea } from "./page-area";
import { PageLayer } from "./page-layer";
import { PageWords } from "./page-words";
import type { ReadingView } from "./reading-view";
import { UnplacedNotice } from "./unplaced-notice";
import { useOpenedFigure } from "./use-opened-figure";
import { usePageSync, useReveal } from "./use-page-sync";
import { useTextCursor } from "./use-text-cursor";

/** How often to ask whether the pages are ready, in milliseconds. */
const POLL_MS = 2_000;

interface ReportPagesProps {
  text: RefObject<HTMLElement | null>;
  /** Id of the edition. */
  edition: string;
  /** The printed pages. */
  breaks: readonly PageEdge[];
  /** What the search marks, in painting order. */
  found: readonly Mark[];
  /** The open search result, if any. */
  opened: SearchDocument | undefined;
  view: ReadingView;
  isWide: boolean;
  onView(view: ReadingView): void;
  /** Called when a page is drawn, or none can be drawn soon. */
  onDrawn(): void;
}

/** The pages of the file that an edition was created from, with the same marks as the text. */
export function ReportPages({ edition, view, isWide, onView, ...props }: ReportPagesProps) {
  const t = useTranslations();
  const label = useId();
  const [isMarking, setMarking] = useState(false);
  const { mayMark } = useAreaMarking();
  const markButton = useRef<HTMLButtonElement>(null);
  const address = pagesAddress(edition);
  const { data, error, mutate } = useSWR<EditionPages, Error>(address, fetchJson, {
    refreshInterval: (latest) => (latest?.state === "preparing" ? POLL_MS : 0),
  });
  const options = [
    { value: "text" as const, label: t("pages.views.text") },
    { value: "page" as const, label: t("pages.views.page") },
    ...(isWide ? [{ value: "side" as const, label: t("pages.views.side") }] : []),
  ];
  const { onDrawn } = props;
  const hasNone = error !== undefined || (data !== undefined && data.state !== "ready");
  useEffect(() => {
    if (hasNone) onDrawn();
  }, [hasNone, onDrawn]);
  const tools = (
    <>
      <span id={label} className="sr-only">
        {t("pages.view")}
      </span>
      <Segments labelledBy={label} options={options} value={view} onChoose={onView} />
      {mayMark && data?.state === "ready" && (
        <IconButton
          ref={markButton}
          label={t("areas.mark")}
          icon={<SquareDashedMousePointer size={18} aria-hidden />}
          aria-pressed={isMarking}
          onClick={() => setMarking(!isMarking)}
        />
      )}
    </>
  );
  if (data?.state === "ready")
    return (
      <div className="h-full bg-paper">
        <Pages
          {...props}
          tools={tools}
          isTextHidden={view === "page"}
          address={address}
          data={data}
          isMarking={isMarking}
          onMarked={(isMarked) => {
            setMarking(false);
            if (!isMarked) markButton.current?.focus();
          }}
        />
      </div>
    );
  return (
    <div className="h-full bg-paper">
      <div className="flex min-h-12 items-center border-line border-b px-2">{tools}</div>
      {error && !data && <LoadFailed message={t("pageView.failed")} error={error} onRetry={() => void mutate()} />}
      {data && (
        <p role="status" className="p-4 text-muted">
          {t(`pages.${data.state}`)}
        </p>
      )}
    </div>
  );
}

interface PagesProps extends Pick<ReportPagesProps, "text" | "breaks" | "found" | "opened" | "onDrawn"> {
  address: string;
  data: EditionPages;
  /** Shown at the start of the toolbar. */
  tools: ReactNode;
  /** Whether the pages cover the text. */
  isTextHidden: boolean;
  /** Whether the user is marking an area. */
  isMarking: boolean;
  /** Called when the user has marked an area, or with false if they have cancelled. */
  onMarked(isMarked: boolean): void;
}

function Pages({
  text,
  breaks,
  found,
  opened,
  address,
  data,
  tools,
  isTextHidden,
  isMarking,
  onMarked,
  onDrawn,
}: PagesProps) {
  const t = useTranslations();
  const [words] = useState(() => new PageWords(address));
  const [control, setControl] = useState<PageControl | null>(null);
  const highlights = useMarks();
  const cursor = useTextCursor(text, isTextHidden);
  const marks = useMemo(() => [...highlights, ...found, ...cursor], [highlights, found, cursor]);
  const first = (style: string) => marks.find((mark) => mark.style === style)?.spans[0];
  const active = first("active");
  const toText = usePageSync(text, data, words, control);
  useReveal(data, words, control, first("search-current"));
  const figure = useOpenedFigure(text, data, words, control, opened);
  useReveal(data, words, control, first("focused"));
  useReveal(data, words, control, active);
  const sizes = useMemo(() => data.pages.map(({ width, height }) => [width, height] as const), [data]);
  const numbers = useMemo(() => printedNumbers(data.pages, breaks), [data, breaks]);
  const over = useCallback(
    (page: number, size: { width: number; height: number }, turn: Turn) => (
      <PageLayer
        text={text}
        words={words}
        page={page}
        {...size}
        turn={turn}
        marks={marks}
        figures={data.figures}
        framed={figure?.page === page ? figure : null}
      />
    ),
    [text, words, marks, data.figures, figure],
  );
  const [region, setRegion] = useState<PageBox | null>(null);
  const { isAttaching, markArea } = useAreaMarking();
  const done = async () => {
    const root = text.current;
    if (!root || !region) return;
    const { page } = region;
    // Without the words, the area can still be marked.
    const boxes = await words.of(page).catch(() => []);
    const next = data.pages.slice(page).find(({ spans }) => spans.length > 0)?.spans[0]?.start ?? 0;
    const textOf = (start: number, end: number) => textOfOffsets(root, start, end);
    const number = numbers[page] ?? null;
    const otherwise =
      number === null
        ? t("pageView.page", { page: page + 1, pages: numbers.length })
        : t("areas.onPage", { page: number });
    onMarked(true);
    markArea(pageArea(region, boxes, boxes.at(-1)?.end ?? next, textOf, otherwise, data.figures));
  };
  const press = (event: KeyboardEvent) => {
    const isOnRegion = event.target instanceof HTMLElement && event.target.role === "group";
    if (event.key === "Escape") onMarked(false);
    else if (event.key === "Enter" && isOnRegion) void done();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative flex h-full flex-col" {...(isMarking && { onKeyDown: press })}>
      {isMarking && <AreaTools isAttaching={isAttaching} onDone={() => void done()} onCancel={() => onMarked(false)} />}
      <div className="min-h-0 flex-1">
        <PageView
          file={`/api/sources/${data.source}`}
          sizes={sizes}
          shown={null}
          marks={NO_MARKS}
          over={over}
          {...(isMarking && { region, onRegion: setRegion })}
          tools={tools}
          hasKeys
          onDrawn={onDrawn}
          control={setControl}
          onScroll={toText}
          numberOf={(page) => numbers[page] ?? null}
          onPage={(page) => toText({ page, y: 0 })}
          field={(page) => (
            <PageField
              numbers={numbers}
              page={page}
              onPage={(index) => {
                control?.scrollTo({ page: index, y: 0 }, 0);
                control?.focus();
                toText({ page: index, y: 0 });
              }}
            />
          )}
        />
      </div>
      {/* An area has no words. */}
      <UnplacedNotice
        text={text}
        span={active && active.start < active.end ? active : undefined}
        pages={data.pages}
        words={words}
      />
    </div>
  );
}

const NO_MARKS: readonly never[] = [];

interface PageFieldProps {
  /** The printed number of each page; null for pages without one. */
  numbers: readonly (number | null)[];
  /** Index of the page in view. */
  page: number;
  onPage(index: number): void;
}

/** The printed number of the page in view, which the user can change to go to another page. */
function PageField({ numbers, page, onPage }: PageFieldProps) {
  const t = useTranslations();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const go = (event: FormEvent) => {
    event.preventDefault();
    const index = numbers.indexOf(Number(typed));
    setTyped(null);
    if (index >= 0) onPage(index);
  };
  return (
    <form onSubmit={go} className="flex items-center gap-1 text-muted text-small">
      <label htmlFor={id} className="sr-only @lg:not-sr-only">
        {t("pages.page")}
      </label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? String(numbers[page] ?? "")}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        className="min-h-8 w-14 rounded border border-line bg-paper px-1.5 text-center text-ink tabular-nums max-md:min-h-11"
      />
      <span className="whitespace-nowrap tabular-nums">{t("pages.of", { page: numbers.at(-1) ?? 0 })}</span>
    </form>
  );
}
