"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { CollectDialog } from "@/app/_features/collections";
import { LoadFailed } from "@/app/_features/session";
import { rangesOfOffsets, showRange, useOpenedNote } from "@/app/_features/text";
import { HeaderButton } from "@/app/_ui/header-button";
import { onDemand, onOpening } from "@/app/_ui/on-demand";
import { isTyping, useKeys } from "@/app/_ui/use-keys";
import { annotationKeys } from "./keys";
import { HeaderAction } from "./margin/header-action";
import { NewEdition } from "./margin/new-edition";
import { NoNotes } from "./margin/no-notes";
import { NotesButton } from "./margin/notes-button";
import { Notices } from "./margin/notices";
import { useHighlightPaint } from "./marks/highlight-painter";
import { usePick } from "./marks/use-pick";
import { useKeySelection } from "./selection/use-key-selection";
import { useLinkedPassage } from "./selection/use-linked-passage";
import {
  useActions,
  useAnnotations,
  useFetchedHighlights,
  useNotesShown,
  usePage,
  useReadState,
  useUnplaced,
} from "./state/context";

const HighlightCard = onDemand(() => import("./card/highlight-card").then((module) => module.HighlightCard));
const ShareDialog = onOpening(
  () => import("./dialogs/share-dialog").then((module) => module.ShareDialog),
  () => useAnnotations((state) => state.sharing !== null),
);
const Activity = onOpening(
  () => import("./margin/activity").then((module) => module.Activity),
  ({ isOpen }) => isOpen,
);
const AttachBar = onDemand(() => import("./margin/attach-bar").then((module) => module.AttachBar));
const FilterBar = onDemand(() => import("./margin/filter-bar").then((module) => module.FilterBar));
const Margin = onDemand(async () => {
  // The margin needs the cards to measure them.
  const [{ Margin }] = await Promise.all([import("./margin/margin"), import("./card/highlight-card")]);
  return Margin;
});
const NoteTicks = onDemand(() => import("./margin/note-ticks").then((module) => module.NoteTicks));
const NotesSheet = onOpening(
  () => import("./margin/notes-sheet").then((module) => module.NotesSheet),
  ({ isOpen }) => isOpen,
);
const UnplacedList = onDemand(() => import("./margin/unplaced-list").then((module) => module.UnplacedList));
const OverlapPicker = onOpening(
  () => import("./marks/overlap-picker").then((module) => module.OverlapPicker),
  ({ overlapping }) => overlapping !== null,
);
const ScreenReaderHighlights = onOpening(
  () => import("./marks/screen-reader-highlights").then((module) => module.ScreenReaderHighlights),
  () => useAnnotations((state) => state.placed.length > 0),
);
const SelectionBar = onOpening(
  async () => {
    // Preload the card: keys typed right after using the toolbar belong in the card that it opens.
    const parts = [HighlightCard, Margin, NotesSheet].map((part) => part.load());
    const { SelectionBar } = await import("./selection/selection-bar");
    if (!(await Promise.all(parts)).every(Boolean)) throw new Error("The cards could not be loaded.");
    return SelectionBar;
  },
  () => useAnnotations((state) => state.selection !== null),
);

/** The upper fraction of the window that the sheet leaves free. */
const ABOVE_SHEET = 0.4;

/**
 * Highlights and notes: painted on the text, listed in the margin or in a sheet, with their actions.
 *
 * @param props.actions the header element that receives the buttons
 */
export function Annotations({ actions: header }: { actions: RefObject<HTMLElement | null> }) {
  const t = useTranslations();
  const { text, edition, slug } = usePage();
  const { error, retry } = useFetchedHighlights();
  const actions = useActions();
  const getState = useReadState();
  const all = useAnnotations((state) => state.all);
  const isKnown = useAnnotations((state) => state.isKnown);
  const hasMargin = useAnnotations((state) => state.hasMargin);
  const attaching = useAnnotations((state) => state.attaching);
  const collecting = useAnnotations((state) => state.collecting);
  const isOutdated = useAnnotations((state) => state.isOutdated);
  const { carded } = useNotesShown();
  const { pending, settled } = useUnplaced();
  const hasUnplaced = pending.length + settled.length > 0;
  const bar = useRef<HTMLDivElement>(null);
  const [isActivityOpen, setActivityOpen] = useState(false);
  const [linked, letGo] = useLinkedPassage(text, edition.ordinal);
  const selecting = useKeySelection(text);
  const [overlapping, endPick] = usePick();
  useHighlightPaint(linked);
  useLeaveGone();
  useTypedEarly();
  useShowAboveSheet();
  useOpenedNote(all, ({ id, start }) => {
    if (start !== null) return actions.open(id);
    actions.open(null);
    actions.setListOpen(true);
    actions.showUnplaced({ id });
  });

  /**
   * Cancels the most recent interaction.
   * @returns false if there is none
   */
  const stepBack = () => {
    if (actions.endWriting() || actions.unselect() || actions.stepBack() || selecting.end()) return true;
    if (actions.cancelAttaching()) return true;
    if (getState().isListOpen) actions.setListOpen(false);
    else if (linked) letGo();
    else return false;
    return true;
  };
  const keys = useMemo(() => annotationKeys(t, actions, getState), [t, actions, getState]);
  useKeys({ ...(attaching ? {} : keys), ...selecting.keys, v: selecting.begin, Escape: stepBack });

  return (
    <>
      <p role="status" className="sr-only">
        {selecting.said}
      </p>
      <button
        type="button"
        onClick={selecting.begin}
        className="sr-only focus:not-sr-only focus:min-h-11 focus:rounded focus:px-3 focus:text-accent"
      >
        {t("notes.selectByKeys")}
      </button>
      <SelectionBar />
      <OverlapPicker overlapping={overlapping} onAnswer={endPick} />
      {attaching && <AttachBar quote={attaching.quote} onCancel={actions.cancelAttaching} />}
      <Notices />
      <ShareDialog />
      <CollectDialog highlights={collecting} opener={actions.opener} onClose={actions.endCollecting} />
      <ScreenReaderHighlights />
      <NewEdition isHere={isOutdated} />
      <Activity slug={slug} isOpen={isActivityOpen} onOpenChange={setActivityOpen} />
      <HeaderAction into={header}>
        {/* The header has no room for it on phones. */}
        <HeaderButton
          label={t("activity.title")}
          icon={<History size={20} aria-hidden />}
          onClick={() => setActivityOpen(true)}
          className="max-md:hidden"
        />
      </HeaderAction>
      {!hasMargin && <NotesBelow header={header} onEscape={stepBack} onActivity={() => setActivityOpen(true)} />}
      {hasMargin && isKnown && (
        // It reserves space at the top, so it doesn't cover anything there; scrolled cards pass below it.
        <div ref={bar} className="sticky top-header z-10 -mt-8 bg-paper py-1">
          <NoteTicks />
          <FilterBar />
          <IfEmpty />
        </div>
      )}
      {hasMargin && (carded.length > 0 || hasUnplaced) && (
        <Margin bar={bar} lead={hasUnplaced && <UnplacedList />}>
          {(highlight) => <HighlightCard highlight={highlight} isApart={false} />}
        </Margin>
      )}
      {error && <LoadFailed message={t("notes.failed")} error={error} onRetry={retry} />}
    </>
  );
}

/** Whether the report has no notes. */
function useIsEmpty(): boolean {
  const { pending, settled } = useUnplaced();
  const hasNone = useAnnotations(({ isKnown, placed }) => isKnown && placed.length === 0);
  return hasNone && pending.length + settled.length === 0;
}

function IfEmpty() {
  const mayMark = useAnnotations((state) => state.me.role !== "reader");
  return useIsEmpty() && <NoNotes mayMark={mayMark} />;
}

interface NotesBelowProps {
  /** The header element that receives the button. */
  header: RefObject<HTMLElement | null>;
  onEscape(): void;
  onActivity(): void;
}

/** The notes in a sheet over the text if there is no margin: the open one, or all of them. */
function NotesBelow({ header, onEscape, onActivity }: NotesBelowProps) {
  const t = useTranslations();
  const actions = useActions();
  const active = useAnnotations((state) => state.active);
  const current = useAnnotations((state) => state.current);
  const isListOpen = useAnnotations((state) => state.isListOpen);
  const count = useAnnotations((state) => state.placed.length);
  const showList = () => {
    actions.setListOpen(true);
    actions.open(null);
  };
  return (
    <>
      <HeaderAction into={header}>
        <NotesButton
          count={count}
          onClick={() => {
            // Opening the list manually cancels any pending jump to an entry.
            actions.arrive();
            actions.setListOpen(true);
          }}
        />
      </HeaderAction>
      <NotesSheet
        isOpen={isListOpen || active !== null}
        onBack={active === null ? null : showList}
        onClose={actions.close}
        onEscape={onEscape}
      >
        {active === null && (
          <button
            type="button"
            onClick={onActivity}
            className="mb-2 inline-flex min-h-11 cursor-pointer items-center gap-2 rounded text-accent md:hidden"
          >
            <History size={18} aria-hidden />
            {t("activity.title")}
          </button>
        )}
        {active === null ? <NoteList /> : current && <HighlightCard key={current.id} highlight={current} isApart />}
      </NotesSheet>
    </>
  );
}

function NoteList() {
  const { pending, settled } = useUnplaced();
  const { highlights } = useNotesShown();
  if (useIsEmpty()) return <IfEmpty />;
  return (
    <>
      <FilterBar />
      {pending.length + settled.length > 0 && <UnplacedList />}
      <ul className="mt-3 flex flex-col gap-3">
        {highlights.map((highlight) => (
          <li key={highlight.id}>
            <HighlightCard highlight={highlight} isApart />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Closes the open highlight and moves focus out of its card when another user deletes it. */
function useLeaveGone(): void {
  const { leaveGone } = useActions();
  const current = useAnnotations((state) => state.current);
  const before = useRef(current);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = current;
    if (was && !current) leaveGone(was);
  }, [current, leaveGone]);
}

/** How long to wait for the card's text box to take focus, in milliseconds. */
const FOCUS_WITHIN = 1_000;

/**
 * Buffers keystrokes for a note whose card isn't loaded yet, which the page would treat as shortcuts. The card's text
 * box receives them as soon as it has focus.
 */
function useTypedEarly(): void {
  const isEditing = useAnnotations((state) => state.editing !== null);
  const isHere = HighlightCard.useIsLoaded();
  const isWaiting = isEditing && !isHere;
  useEffect(() => {
    if (!isWaiting) return;
    let typed = "";
    const hold = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      typed += event.key;
      event.preventDefault();
      event.stopPropagation();
    };
    const handOver = ({ target }: FocusEvent) => {
      if (!isTyping(target)) return;
      end();
      // Acts like typing, so the text box fires input events and can undo it.
      if (typed !== "") document.execCommand("insertText", false, typed);
    };
    const end = () => {
      window.removeEventListener("keydown", hold, true);
      window.removeEventListener("focusin", handOver);
    };
    window.addEventListener("keydown", hold, true);
    window.addEventListener("focusin", handOver);
    return () => {
      setTimeout(end, FOCUS_WITHIN);
    };
  }, [isWaiting]);
}

/** Scrolls the passage of the open highlight into view above the sheet. */
function useShowAboveSheet(): void {
  const { text } = usePage();
  const isOpen = useAnnotations(({ hasMargin, current }) => !hasMargin && current !== undefined);
  const start = useAnnotations(({ current }) => current?.start ?? 0);
  const end = useAnnotations(({ current }) => current?.end ?? 0);
  useEffect(() => {
    if (!isOpen || !text.current) return;
    const [range] = rangesOfOffsets(text.current, [{ start, end }]);
    if (range) showRange(range, ABOVE_SHEET);
  }, [isOpen, start, end, text]);
}
