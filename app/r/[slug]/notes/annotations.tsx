"use client";

import { StickyNote } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "@/app/ui/icon-button";
import { LoadFailed } from "@/app/ui/load-failed";
import { useKeys } from "@/app/ui/use-keys";
import { useMediaQuery } from "@/app/ui/use-media-query";
import { words } from "@/app/words/en";
import type { Role } from "@/lib/accounts/roles";
import { Margin } from "./margin";
import { NoteCard } from "./note-card";
import { NotesSheet } from "./notes-sheet";
import { SelectionBar } from "./selection-bar";
import { ShareDialog } from "./share-dialog";
import { SpokenHighlights } from "./spoken-highlights";
import { useAnnotator } from "./use-annotator";
import { useHighlightPaint } from "./use-highlight-paint";
import type { PlacedHighlight } from "./use-highlights";
import { useLinkedPassage } from "./use-linked-passage";
import { usePick } from "./use-pick";

interface AnnotationsProps {
  slug: string;
  /** The person who reads. */
  me: { name: string; role: Role };
  text: RefObject<HTMLElement | null>;
  /** The element in the header that takes the button for the notes, where there is no margin. */
  actions: RefObject<HTMLElement | null>;
}

/** Highlights and notes: painted on the text, in the margin beside it or in a sheet, and what can be done with them. */
export function Annotations({ slug, me, text, actions }: AnnotationsProps) {
  const annotator = useAnnotator(slug, text, me);
  const { highlights, active, editing } = annotator;
  const linked = useLinkedPassage(text, highlights.edition?.ordinal);
  const activeHighlight = highlights.placed.find(({ id }) => id === active);
  useHighlightPaint(text, highlights.placed, activeHighlight ?? linked);
  usePick(text, highlights.placed, annotator.open);

  const hasMargin = useMediaQuery("(width >= 77.5rem)");
  const [isListOpen, setListOpen] = useState(false);
  const carded = useMemo(
    () => highlights.placed.filter(({ id, note }) => note !== null || id === active),
    [highlights.placed, active],
  );

  useKeys(annotator.keys);

  const card = (highlight: PlacedHighlight): ReactNode => (
    <NoteCard
      key={highlight.id}
      highlight={highlight}
      isActive={highlight.id === active}
      isEditing={highlight.id === editing}
      {...annotator.actions}
    />
  );
  const closeSheet = () => {
    setListOpen(false);
    annotator.open(null);
  };

  return (
    <>
      <SelectionBar selection={annotator.selection} mayMark={annotator.mayMark} {...annotator.forSelection} />
      <ShareDialog target={annotator.sharing} onClose={annotator.endSharing} />
      <SpokenHighlights text={text} highlights={highlights.placed} />
      {hasMargin ? (
        <Margin text={text} highlights={carded} active={active}>
          {card}
        </Margin>
      ) : (
        <>
          <HeaderAction into={actions}>
            <IconButton
              label={words.notes.open(highlights.placed.length)}
              icon={<StickyNote size={20} aria-hidden />}
              onClick={() => setListOpen(true)}
            />
          </HeaderAction>
          <NotesSheet isOpen={isListOpen || active !== null} onClose={closeSheet}>
            {active === null ? (
              highlights.placed.length === 0 ? (
                <NoNotes />
              ) : (
                <ul className="flex flex-col gap-3">
                  {highlights.placed.map((highlight) => (
                    <li key={highlight.id}>{card(highlight)}</li>
                  ))}
                </ul>
              )
            ) : (
              activeHighlight && card(activeHighlight)
            )}
          </NotesSheet>
        </>
      )}
      {hasMargin && !highlights.isLoading && !highlights.error && highlights.placed.length === 0 && <NoNotes />}
      {highlights.error && <LoadFailed message={words.notes.failed} onRetry={highlights.retry} />}
    </>
  );
}

/** What would fill the margin, and how. */
function NoNotes() {
  return (
    <div className="sticky top-[calc(var(--spacing-header)+2rem)] text-muted text-small">
      <p className="font-medium">{words.notes.empty}</p>
      <p className="mt-1">{words.notes.emptyHow}</p>
    </div>
  );
}

/** Puts a button into the header, which another component renders. */
function HeaderAction({ into, children }: { into: RefObject<HTMLElement | null>; children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => setTarget(into.current), [into]);
  return target && createPortal(children, target);
}
