"use client";

import { History } from "lucide-react";
import { type ReactNode, type RefObject, startTransition, useEffect, useMemo, useRef, useState } from "react";
import { LoadFailed } from "@/app/_features/session";
import { hasReplyDraft } from "@/app/_features/sync";
import { rangesOfOffsets, showRange, useOpenedNote } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { IconButton } from "@/app/_ui/icon-button";
import { isTyping, useKeys } from "@/app/_ui/use-keys";
import { useMediaQuery } from "@/app/_ui/use-media-query";
import type { Role } from "@/lib/accounts/roles";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { HighlightCard, useCardActions } from "./card/highlight-card";
import { useThread } from "./card/use-thread";
import { OutsideDialogs } from "./dialogs/outside-dialogs";
import { Activity } from "./margin/activity";
import { AttachBar } from "./margin/attach-bar";
import { FilterBar } from "./margin/filter-bar";
import { HeaderAction } from "./margin/header-action";
import { Legend } from "./margin/legend";
import { Margin } from "./margin/margin";
import { NewEdition } from "./margin/new-edition";
import { NoNotes } from "./margin/no-notes";
import { NoteTicks } from "./margin/note-ticks";
import { NotesButton } from "./margin/notes-button";
import { NotesSheet } from "./margin/notes-sheet";
import { Notices } from "./margin/notices";
import { UnplacedList } from "./margin/unplaced-list";
import { useNoteFilter } from "./margin/use-note-filter";
import { useUnplaced } from "./margin/use-unplaced";
import { OverlapPicker } from "./marks/overlap-picker";
import { ScreenReaderHighlights } from "./marks/screen-reader-highlights";
import { useHighlightPaint } from "./marks/use-highlight-paint";
import { usePick } from "./marks/use-pick";
import { SelectionBar } from "./selection/selection-bar";
import { useKeySelection } from "./selection/use-key-selection";
import { useLinkedPassage } from "./selection/use-linked-passage";
import { useAnnotator } from "./state/use-annotator";
import type { PlacedHighlight } from "./state/use-highlights";
import { useRefusedNotes } from "./state/use-refused-notes";

/** The part of the window, from its top, that the sheet leaves free. */
const ABOVE_SHEET = 0.4;

interface AnnotationsProps {
  slug: string;
  /** The person who reads. */
  me: { id: string; name: string; email: string; role: Role };
  /** The edition on the page. */
  edition: HighlightList["edition"];
  text: RefObject<HTMLElement | null>;
  /** The element in the header that takes the button for the notes, where there is no margin. */
  actions: RefObject<HTMLElement | null>;
  /** Called with all highlights as they are shown, also what is not saved yet, once there is time for it. */
  onShown(highlights: readonly HighlightView[]): void;
}

/** Highlights and notes: painted on the text, in the margin beside it or in a sheet, and what can be done with them. */
export function Annotations({ slug, me, edition, text, actions, onShown }: AnnotationsProps) {
  const hasMargin = useMediaQuery("(width >= 77.5rem)");
  const annotator = useAnnotator(slug, { text, me, edition, hasMargin });
  const { highlights, mayMark, drafts, active, editing } = annotator;
  const { all } = highlights;
  useEffect(() => startTransition(() => onShown(all)), [all, onShown]);
  const [linked, letGo] = useLinkedPassage(text, edition.ordinal);
  const activeHighlight = highlights.placed.find(({ id }) => id === active);

  const bar = useRef<HTMLDivElement>(null);
  const [isListOpen, setListOpen] = useState(false);
  const [isActivityOpen, setActivityOpen] = useState(false);
  const close = () => {
    setListOpen(false);
    annotator.open(null);
  };
  const [overlapping, endPick] = usePick(text, highlights.placed, (id) => (id ? annotator.open(id) : close()));

  const { writing, actions: thread, keys: threadKeys, endWriting } = useThread(me.id, annotator, activeHighlight);
  useRefusedNotes(slug, me.email, annotator.changeDraft, {
    isAt: (id) => id === active && editing === null && !writing && !isTyping(document.activeElement),
    onShow: (id, reply) => {
      const highlight = highlights.placed.find((each) => each.id === id);
      if (highlight && reply) thread.onWrite(highlight, reply);
      else annotator.edit(id);
    },
  });
  const selecting = useKeySelection(text);
  const unplaced = useUnplaced(edition, { text, highlights, onPlaced: annotator.openByKey });
  const { attaching } = unplaced;
  useOpenedNote(all, ({ id, start }) => {
    if (start !== null) return annotator.open(id);
    annotator.open(null);
    setListOpen(true);
    unplaced.show({ id });
  });
  const stepBack = () => {
    if (endWriting() || annotator.stepBack() || selecting.end()) return true;
    if (attaching) {
      unplaced.cancel();
      return true;
    }
    if (isListOpen) setListOpen(false);
    else if (linked) letGo();
    else return false;
    return true;
  };
  useKeys({
    ...(attaching ? {} : { ...annotator.keys, ...threadKeys }),
    ...selecting.keys,
    v: selecting.begin,
    Escape: stepBack,
  });

  const isOpenBelow = !hasMargin && activeHighlight !== undefined;
  const { start = 0, end = 0 } = activeHighlight ?? {};
  useEffect(() => {
    if (!isOpenBelow || !text.current) return;
    const [range] = rangesOfOffsets(text.current, [{ start, end }]);
    if (range) showRange(range, ABOVE_SHEET);
  }, [isOpenBelow, start, end, text]);

  const carded = useMemo(
    () =>
      highlights.placed.filter(
        ({ id, note, tags, may }) =>
          note !== null || tags.length > 0 || id === active || (may.edit && drafts[id]) || hasReplyDraft(drafts, id),
      ),
    [highlights.placed, active, drafts],
  );
  const hasUnplaced = unplaced.pending.length + unplaced.settled.length > 0;
  // A margin has no card for what is only highlighted; a sheet has.
  const shown = useNoteFilter(highlights.placed, hasMargin ? carded : highlights.placed, {
    kept: annotator.kept,
    open: activeHighlight,
  });
  useHighlightPaint(text, shown.painted, activeHighlight, linked);
  const filterBar = (
    <FilterBar slug={slug} shown={shown} me={me.id} hasHighlights={all.length > 0}>
      <Legend role={me.role} />
    </FilterBar>
  );
  const isEmpty = highlights.isKnown && highlights.placed.length === 0 && !hasUnplaced;

  const cardActions = useCardActions({
    note: { ...annotator.actions, onFocused: annotator.endFocusing },
    thread,
    onSaveTags: highlights.setTags,
    onTakeOff: unplaced.takeOff,
  });
  const card = (highlight: PlacedHighlight): ReactNode => (
    <HighlightCard
      key={highlight.id}
      highlight={highlight}
      drafts={drafts}
      isActive={highlight.id === active}
      isEditing={highlight.id === editing}
      isUnsaved={highlights.unsaved.has(highlight.id)}
      takesFocus={highlight.id === annotator.focusing}
      isApart={!hasMargin}
      writing={highlight.id === active ? writing : undefined}
      actions={cardActions}
      text={text}
    />
  );
  const list = hasUnplaced ? (
    <UnplacedList
      unplaced={unplaced}
      onAttach={(highlight) => {
        close();
        unplaced.begin(highlight);
      }}
    />
  ) : null;
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
        {words.notes.selectByKeys}
      </button>
      <SelectionBar
        selection={annotator.selection}
        mayMark={mayMark}
        {...annotator.forSelection}
        onAttach={attaching && (() => annotator.selection && unplaced.attach(attaching, annotator.selection))}
      />
      <OverlapPicker
        text={text}
        overlapping={overlapping}
        highlights={highlights.placed}
        onPick={(highlight, isByKey) => (isByKey ? annotator.openByKey(highlight) : annotator.open(highlight.id))}
        onEnd={endPick}
      />
      {attaching && <AttachBar quote={attaching.quote} onCancel={unplaced.cancel} />}
      <Notices
        {...{ me, mayMark, highlights, unplaced }}
        edition={edition.id}
        // An empty margin says the same; without a margin the bar of a selection lies where the hint is.
        isHintNeedless={hasMargin ? isEmpty : annotator.selection !== null}
        onShowLost={() => {
          setListOpen(true);
          unplaced.show();
        }}
      />
      <OutsideDialogs annotator={annotator} />
      <ScreenReaderHighlights text={text} highlights={highlights.placed} onOpen={annotator.openByKey} />
      <NewEdition isHere={highlights.isOutdated} />
      <Activity slug={slug} isOpen={isActivityOpen} onOpenChange={setActivityOpen} />
      <HeaderAction into={actions}>
        {/* A phone has no room for it there. */}
        <IconButton
          label={words.activity.title}
          icon={<History size={20} aria-hidden />}
          onClick={() => setActivityOpen(true)}
          className="max-md:hidden"
        />
      </HeaderAction>
      {!hasMargin && (
        <>
          <HeaderAction into={actions}>
            <NotesButton
              count={highlights.placed.length}
              onClick={() => {
                // What was to be shown while the list was closed is not what they come for now.
                unplaced.arrive();
                setListOpen(true);
              }}
            />
          </HeaderAction>
          <NotesSheet
            isOpen={isListOpen || active !== null}
            onBack={
              active === null
                ? null
                : () => {
                    setListOpen(true);
                    annotator.open(null);
                  }
            }
            onClose={close}
            onEscape={stepBack}
          >
            {active === null && (
              <button
                type="button"
                onClick={() => setActivityOpen(true)}
                className="mb-2 inline-flex min-h-11 cursor-pointer items-center gap-2 rounded text-accent md:hidden"
              >
                <History size={18} aria-hidden />
                {words.activity.title}
              </button>
            )}
            {active === null ? (
              isEmpty ? (
                <NoNotes mayMark={mayMark} />
              ) : (
                <>
                  {filterBar}
                  {list}
                  <ul className="mt-3 flex flex-col gap-3">
                    {shown.highlights.map((highlight) => (
                      <li key={highlight.id}>{card(highlight)}</li>
                    ))}
                  </ul>
                </>
              )
            ) : (
              activeHighlight && card(activeHighlight)
            )}
          </NotesSheet>
        </>
      )}
      {hasMargin && highlights.isKnown && (
        // It has its own room at the top, so that it lies on nothing there; cards that are scrolled pass below it.
        <div ref={bar} className="sticky top-header z-10 -mt-8 bg-paper py-1">
          <NoteTicks text={text} highlights={shown.highlights} onOpen={annotator.openByKey} />
          {filterBar}
          {isEmpty && <NoNotes mayMark={mayMark} />}
        </div>
      )}
      {hasMargin && (carded.length > 0 || hasUnplaced) && (
        <Margin text={text} highlights={shown.highlights} active={active} bar={bar} lead={list}>
          {card}
        </Margin>
      )}
      {highlights.error && (
        <LoadFailed message={words.notes.failed} error={highlights.error} onRetry={highlights.retry} />
      )}
    </>
  );
}
