"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { CollectDialog } from "@/app/_features/collections";
import { LoadFailed } from "@/app/_features/session";
import { rangesOfOffsets, showRange, useHighlightPainter, useOpenedNote } from "@/app/_features/text";
import { HeaderButton } from "@/app/_ui/header-button";
import { onDemand, onOpening } from "@/app/_ui/on-demand";
import { isTyping, useKeys } from "@/app/_ui/use-keys";
import { wordsOf } from "@/lib/annotations/areas/words";
import { annotationKeys } from "./keys";
import { HeaderAction } from "./margin/header-action";
import { NewEdition } from "./margin/new-edition";
import { NotesBelow } from "./margin/notes-below";
import { NotesBeside } from "./margin/notes-beside";
import { Notices } from "./margin/notices";
import { useMarks } from "./marks/use-marks";
import { usePick } from "./marks/use-pick";
import { HighlightCard, Margin, NotesSheet } from "./on-demand";
import { useKeySelection } from "./selection/use-key-selection";
import { useLinkedPassage } from "./selection/use-linked-passage";
import { useActions, useAnnotations, useFetchedHighlights, usePage, useReadState } from "./state/context";

const ShareDialog = onOpening(
  () => import("./dialogs/share-dialog").then((module) => module.ShareDialog),
  () => useAnnotations((state) => state.sharing !== null),
);
const Activity = onOpening(
  () => import("./margin/activity").then((module) => module.Activity),
  ({ isOpen }) => isOpen,
);
const AttachBar = onDemand(() => import("./margin/attach-bar").then((module) => module.AttachBar));
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
    // Preload the cards. The toolbar opens a card, and anything typed immediately afterwards belongs in the card's text
    // box.
    const parts = [HighlightCard, Margin, NotesSheet].map((part) => part.load());
    const { SelectionBar } = await import("./selection/selection-bar");
    if (!(await Promise.all(parts)).every(Boolean)) throw new Error("The cards could not be loaded.");
    return SelectionBar;
  },
  () => useAnnotations((state) => state.selection !== null),
);

/** The part of the window above the sheet, as a fraction of the window's height. */
const ABOVE_SHEET = 0.4;

interface AnnotationsProps {
  /** The header element that receives the buttons. */
  actions: RefObject<HTMLElement | null>;
  /** Whether the text is hidden behind the pages of its file. */
  isTextCovered: boolean;
}

/** Paints highlights on the text, and shows them with their notes and actions in the margin or in a sheet. */
export function Annotations({ actions: header, isTextCovered }: AnnotationsProps) {
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
  const [isActivityOpen, setActivityOpen] = useState(false);
  const [linked, letGo] = useLinkedPassage(text, edition.ordinal);
  const selecting = useKeySelection(text);
  const [overlapping, endPick] = usePick();
  useHighlightPainter(text, useMarks(), isTextCovered);
  useLeaveGone();
  useTypedEarly();
  useShowPassage();
  useOpenedNote(all, (highlight) => {
    const { id, start, end } = highlight;
    if (start !== null && end !== null) return actions.openThere({ ...highlight, start, end });
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
      {attaching && <AttachBar quote={wordsOf(attaching)} onCancel={actions.cancelAttaching} />}
      <Notices />
      <ShareDialog />
      <CollectDialog highlights={collecting} opener={actions.opener} onClose={actions.endCollecting} />
      <ScreenReaderHighlights />
      <NewEdition isHere={isOutdated} />
      <Activity slug={slug} isOpen={isActivityOpen} onOpenChange={setActivityOpen} />
      <HeaderAction into={header}>
        {/* On phones, the header has no room for this button. */}
        <HeaderButton
          label={t("activity.title")}
          icon={<History size={20} aria-hidden />}
          onClick={() => setActivityOpen(true)}
          className="max-md:hidden"
        />
      </HeaderAction>
      {!hasMargin && <NotesBelow header={header} onEscape={stepBack} onActivity={() => setActivityOpen(true)} />}
      {hasMargin && isKnown && <NotesBeside />}
      {error && <LoadFailed message={t("notes.failed")} error={error} onRetry={retry} />}
    </>
  );
}

/** Closes the open highlight and moves the focus out of its card when another user deletes the highlight. */
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
 * Buffers keystrokes for a note whose card hasn't loaded yet. Otherwise the page would treat them as shortcuts. The
 * card's text box receives them as soon as it has focus.
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
      // Inserts the text as if it had been typed, so that the text box fires input events and the user can undo the
      // insertion.
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

/** Scrolls the open highlight's passage into view, above the sheet if there is one. */
function useShowPassage(): void {
  const { text } = usePage();
  const free = useAnnotations(({ hasMargin }) => (hasMargin ? 1 : ABOVE_SHEET));
  const isOpen = useAnnotations(
    ({ hasMargin, isListed, current }) => (!hasMargin || isListed) && current !== undefined,
  );
  const start = useAnnotations(({ current }) => current?.start ?? 0);
  const end = useAnnotations(({ current }) => current?.end ?? 0);
  useEffect(() => {
    if (!isOpen || !text.current) return;
    const [range] = rangesOfOffsets(text.current, [{ start, end }]);
    if (range) showRange(range, free);
  }, [isOpen, start, end, free, text]);
}
