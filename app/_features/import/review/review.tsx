"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type PageBox, type PagePoint, PageView } from "@/app/_features/page-view";
import { explain } from "@/app/_features/request";
import { LoadFailed } from "@/app/_features/session";
import { Segments } from "@/app/_ui/segments";
import { showToast } from "@/app/_ui/toasts";
import { useKeys } from "@/app/_ui/use-keys";
import type { EditionPreview, PreviewedText } from "@/lib/library/edition-schemas";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import { MAX_CORRECTIONS } from "@/lib/report-import/corrections/limits";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import type { ProvisionalPage } from "@/lib/report-import/provisional";
import { useReadPages } from "../use-read-pages";
import { BlockTools, TOOL_KEYS, type Tool } from "./block-tools";
import { PictureList } from "./picture-list";
import { PlaceDialog, type Placing } from "./place-dialog";
import { blockAt, blockOfWarning, boxesOf, sizesOf } from "./places";
import { textOfBlock } from "./preview-html";
import { ProvisionalText, scrollToPoint } from "./provisional-text";
import { ReadingBar } from "./reading-bar";
import { RegionTools } from "./region-tools";
import { ReviewText, type TextStart } from "./review-text";
import { RuleList } from "./rule-list";
import { DEPTHS, notesOf, optionsFor, placeIn, ruleText } from "./rules";
import { usePreviewedText } from "./use-previewed-text";
import { WarningList } from "./warning-list";

export interface ReviewProps {
  /** The file on this device; null if it was uploaded earlier. */
  local: File | null;
  /** The job that reads the file; null while the file is being uploaded. */
  job: ImportJobView | null;
  /** Null until the file has been read. */
  preview: EditionPreview | null;
  isBusy: boolean;
  /**
   * Replaces all corrections. @returns the preview afterwards; null if the request failed, in which case nothing has
   * changed
   */
  onCorrect(corrections: Correction[]): Promise<EditionPreview | null>;
  /** Called when the user does something with the text or the pages. */
  onUse(): void;
}

/**
 * The text that was read from a file, with corrections, beside the original pages if there are any. While a PDF is being
 * read, its pages and the text read so far are shown.
 */
export function Review(props: ReviewProps) {
  const t = useTranslations();
  const { job, preview } = props;
  const { text, error, retry } = usePreviewedText(job?.source ?? null, preview);
  const pages = useReadPages(job);
  const hasRead = pages.length > 0;
  if (preview && !text && !hasRead) {
    return (
      <>
        <WarningList doubts={preview.doubts} format={preview.format} places={[]} onChoose={() => {}} />
        {error && <LoadFailed message={t("add.review.failed")} error={error} onRetry={retry} />}
      </>
    );
  }
  return (
    <>
      <Panes {...props} text={text} pages={pages} />
      {error && <LoadFailed message={t("add.review.failed")} error={error} onRetry={retry} />}
    </>
  );
}

interface PanesProps extends ReviewProps {
  /** The text as readers will see it; undefined until it is known. */
  text: PreviewedText | undefined;
  /** The pages that had been read before. */
  pages: readonly ProvisionalPage[];
}

/** The events of someone who is looking at the pages or the text. */
const USES = ["focusin", "pointerdown", "keydown", "wheel"] as const;

/** Stands in for the parts of a preview until the file has been read. */
const NOTHING = { doubts: [], corrections: [], blocks: [] };

function Panes({ local, job, preview, text, pages, isBusy, onCorrect, onUse }: PanesProps) {
  const t = useTranslations();
  const ids = useId();
  const frame = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const [selected, setSelected] = useState<{ index: number; at: number | undefined }>({ index: -1, at: undefined });
  const [shown, setShown] = useState<Pick<PagePoint, "page" | "y"> | null>(null);
  const [view, setView] = useState<"text" | "original">("text");
  const [placing, setPlacing] = useState<Placing | null>(null);
  const [isMarking, setMarking] = useState(false);
  const [region, setRegion] = useState<PageBox | null>(null);
  const regionButton = useRef<HTMLButtonElement>(null);
  /** Where to select a block once the text with the marked region has arrived. */
  const awaited = useRef<{ text: PreviewedText; point: PagePoint } | null>(null);
  const start = useRef<TextStart>({ place: null, hadFocus: false });
  const blocks = text?.blocks ?? NOTHING.blocks;
  const sizes = useMemo(() => text?.sizes ?? sizesOf(pages), [text, pages]);
  const hasPages = !text || sizes.length > 0;
  const index = Math.min(selected.index, blocks.length - 1);
  const block = blocks[index];
  const notes = useMemo(() => notesOf(blocks), [blocks]);
  const options = block ? optionsFor(block, index, notes.length > 0) : null;
  const marks = useMemo(() => (block ? boxesOf(block) : []), [block]);
  const { doubts, corrections } = preview ?? NOTHING;
  const places = useMemo(
    () => doubts.map((doubt) => blockOfWarning(doubt, blocks, hasPages)),
    [doubts, blocks, hasPages],
  );
  const warnings = useMemo(() => {
    const byBlock = new Map<number, string[]>();
    for (const [nth, place] of places.entries()) {
      if (place >= 0) byBlock.set(place, [...(byBlock.get(place) ?? []), explain(t, doubts[nth]!)]);
    }
    return byBlock;
  }, [places, doubts, t]);
  const unmarked = new Set(doubts.flatMap(({ note }) => note ?? []));
  const rules = corrections.map(({ correction }) => correction);

  const show = (to: number) => {
    const [first] = blocks[to] ? boxesOf(blocks[to]) : [];
    if (first) setShown({ page: first.page, y: first.top });
  };
  const select = (to: number, at?: number) => {
    setSelected({ index: to, at });
    show(to);
  };

  const undo = async (at: number) => {
    if (await onCorrect(rules.filter((_, nth) => nth !== at))) showToast({ title: t("add.review.undone") });
  };
  /** @returns whether it was applied */
  const correct = async (correction: Correction): Promise<boolean> => {
    if (isBusy) return false;
    if (rules.length >= MAX_CORRECTIONS) {
      showToast({ title: t("add.review.tooMany", { count: MAX_CORRECTIONS }) });
      return false;
    }
    // A new description replaces the picture's previous one.
    const others = rules.filter(
      (rule) => correction.kind !== "describe" || rule.kind !== "describe" || rule.picture !== correction.picture,
    );
    const after = await onCorrect([...others, correction]);
    if (!after) return false;
    if (after.corrections.at(-1)?.fits === false) {
      await onCorrect(rules);
      showToast({ title: t("add.review.misfit") });
      return false;
    }
    // The block is now part of the previous one.
    if (correction.kind === "merge") setSelected({ index: index - 1, at: undefined });
    const action = { label: t("add.review.undo"), onClick: () => void onCorrect(rules) };
    showToast({ title: ruleText(t, correction), action });
    return true;
  };

  const apply = (tool: Tool) => {
    if (!block || !options?.[tool]) return false;
    const { target } = block;
    if (tool === "merge" || tool === "omit") void correct({ kind: tool, block: target });
    else if (tool === "omitLine") void correct({ kind: "omit-line", text: target.text });
    else {
      const element = pane.current?.querySelector(`[data-block="${block.id}"]`);
      if (!element) return false;
      const whole = textOfBlock(element);
      setPlacing({ kind: tool, text: whole, at: selected.at ?? (tool === "marker" ? whole.length : 0) });
    }
    return true;
  };
  const setDepth = (depth: number) => {
    if (!block || !options?.depth || depth === block.depth) return false;
    void correct({ kind: "level", block: block.target, depth });
    return true;
  };
  useEffect(() => {
    if (!awaited.current || !text || awaited.current.text === text) return;
    const { point } = awaited.current;
    awaited.current = null;
    setSelected({ index: blockAt(text.blocks, point), at: undefined });
    setView("text");
  }, [text]);
  const isInUse = useRef(false);
  const events = useRef({ onUse: () => {}, onReady: () => {} });
  useEffect(() => {
    events.current = { onUse, onReady: () => showToast({ title: t("add.provisional.ready") }) };
  });
  const isReady = text !== undefined;
  useEffect(() => {
    if (isReady && isInUse.current) events.current.onReady();
    isInUse.current = false;
  }, [isReady]);
  useEffect(() => {
    const element = frame.current;
    const onEvent = () => {
      isInUse.current = true;
      events.current.onUse();
    };
    for (const event of USES) element?.addEventListener(event, onEvent, { passive: true });
    return () => {
      for (const event of USES) element?.removeEventListener(event, onEvent);
    };
  }, []);
  const top = useRef(0);
  const isPreviewed = useRef(preview !== null);
  useLayoutEffect(() => {
    const before = top.current;
    top.current = frame.current?.getBoundingClientRect().top ?? 0;
    // The rest of the preview appears above the pages that the user is looking at.
    if (preview && !isPreviewed.current && isInUse.current) window.scrollBy(0, top.current - before);
    isPreviewed.current = preview !== null;
  });
  useEffect(() => {
    const onScroll = () => {
      top.current = frame.current?.getBoundingClientRect().top ?? 0;
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, []);
  const wasMarking = useRef(false);
  useEffect(() => {
    if (wasMarking.current && !isMarking) regionButton.current?.focus();
    wasMarking.current = isMarking;
  }, [isMarking]);
  const endMarking = () => {
    setMarking(false);
    setRegion(null);
  };
  const mark = async (as: "table" | "figure" | "text") => {
    if (!region || !text) return;
    const { page, left, top, right, bottom } = region;
    awaited.current = { text, point: { page, x: (left + right) / 2, y: (top + bottom) / 2 } };
    const isMarked = await correct({ kind: "region", page, box: [left, top, right, bottom], as, text: "" });
    if (isMarked) endMarking();
    else awaited.current = null;
  };
  const hasFocus = () => (!isMarking && frame.current?.contains(document.activeElement)) ?? false;
  useKeys({
    ...Object.fromEntries([...TOOL_KEYS].map(([key, tool]) => [key, () => hasFocus() && apply(tool)])),
    ...Object.fromEntries(DEPTHS.map((depth) => [String(Math.max(0, depth - 1)), () => hasFocus() && setDepth(depth)])),
    "mod+z": () => {
      if (!hasFocus() || rules.length === 0 || isBusy) return false;
      void undo(rules.length - 1);
      return true;
    },
  });

  return (
    <>
      {preview && <WarningList doubts={doubts} format={preview.format} places={places} onChoose={(to) => select(to)} />}
      <div
        ref={frame}
        className="relative left-1/2 mt-4 w-[min(96rem,calc(100vw-2.5rem))] -translate-x-1/2 overflow-clip rounded-lg border border-line bg-paper"
      >
        {hasPages && (
          <div className="flex items-center gap-3 border-line border-b p-2 md:hidden">
            <span id={`${ids}-view`} className="text-muted text-small">
              {t("add.review.view")}
            </span>
            <Segments<"text" | "original">
              labelledBy={`${ids}-view`}
              value={view}
              onChoose={setView}
              options={[
                { value: "text", label: t("add.review.text") },
                { value: "original", label: t("add.review.original") },
              ]}
            />
          </div>
        )}
        <div className={`grid h-[min(85dvh,70rem)] grid-cols-1 ${hasPages ? "md:grid-cols-2" : ""}`}>
          {hasPages && (
            <div
              className={`flex min-h-0 min-w-0 flex-col border-line md:border-r ${view === "original" ? "" : "max-md:hidden"}`}
            >
              {text && (
                <div className="border-line border-b">
                  <RegionTools
                    isMarking={isMarking}
                    isBusy={isBusy}
                    button={regionButton}
                    onStart={() => setMarking(true)}
                    onCancel={endMarking}
                    onChoose={(as) => void mark(as)}
                  />
                </div>
              )}
              <div className="min-h-0 flex-1">
                <PageView
                  file={local ?? `/api/sources/${job?.source}`}
                  sizes={sizes}
                  shown={shown}
                  marks={marks}
                  region={region}
                  {...(isMarking && { onRegion: setRegion })}
                  onPoint={(point) => {
                    if (!text && pane.current) scrollToPoint(pane.current, point);
                    const to = blockAt(blocks, point);
                    if (to < 0) return;
                    setSelected({ index: to, at: undefined });
                    setView("text");
                  }}
                />
              </div>
            </div>
          )}
          <div className={`flex min-h-0 min-w-0 flex-col ${hasPages && view === "original" ? "max-md:hidden" : ""}`}>
            <div className="border-line border-b">
              {text ? (
                <BlockTools block={block} options={options} isBusy={isBusy} onDepth={setDepth} onTool={apply} />
              ) : (
                <ReadingBar job={job} pages={pages} />
              )}
            </div>
            <div className="min-h-0 flex-1">
              {text ? (
                <ReviewText
                  pane={pane}
                  text={text}
                  current={index}
                  warnings={warnings}
                  onSelect={select}
                  onScrollTo={show}
                  start={start}
                />
              ) : (
                <ProvisionalText
                  pane={pane}
                  pages={pages}
                  language={job?.given.language ?? ""}
                  onScrollTo={(to) => {
                    start.current.place = to;
                    setShown({ page: to.point.page, y: to.point.y });
                  }}
                  onEnd={(had) => {
                    start.current.hadFocus = had;
                  }}
                />
              )}
            </div>
          </div>
        </div>
      </div>
      <p role="status" className="sr-only">
        {isBusy && t("add.review.applying")}
      </p>
      {preview && job && (
        <>
          <PictureList
            source={job.source}
            pictures={preview.pictures}
            isBusy={isBusy}
            onDescribe={(picture, description) => void correct({ kind: "describe", picture, text: description })}
          />
          <RuleList
            corrections={corrections}
            areInherited={preview.areInherited}
            isBusy={isBusy}
            onUndo={(at) => void undo(at)}
          />
        </>
      )}
      {placing && block && (
        <PlaceDialog
          placing={placing}
          notes={notes}
          unmarked={unmarked}
          finalFocus={pane}
          onClose={() => setPlacing(null)}
          onPlace={(at, note) => {
            setPlacing(null);
            const place = placeIn(placing.text, at);
            if (placing.kind === "split") void correct({ kind: "split", block: block.target, place });
            else if (note) void correct({ kind: "marker", note, block: block.target, place });
          }}
        />
      )}
    </>
  );
}
