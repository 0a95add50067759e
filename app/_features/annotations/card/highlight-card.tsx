"use client";

import { memo, type RefObject, useMemo } from "react";
import type { Drafts } from "@/app/_features/sync";
import { useStable } from "@/app/_ui/use-stable";
import type { PlacedHighlight } from "../state/use-highlights";
import { NoteCard, type NoteCardActions } from "./note-card";
import { PlacementNote } from "./placement-note";
import { Tags } from "./tags";
import { Thread } from "./thread";
import type { ThreadActions, Writing } from "./use-thread";

interface HighlightCardActions {
  note: NoteCardActions;
  thread: ThreadActions;
  onSaveTags(highlight: PlacedHighlight, tags: readonly string[]): void;
  /** Takes back that it was attached by hand. */
  onTakeOff(highlight: PlacedHighlight): void;
}

/** The actions of all cards, which stay the same from render to render. */
export function useCardActions({ note, thread, onSaveTags, onTakeOff }: HighlightCardActions): HighlightCardActions {
  const [onNote, onThread, onCard] = [
    useStable({ ...note }),
    useStable({ ...thread }),
    useStable({ onSaveTags, onTakeOff }),
  ];
  return useMemo(() => ({ note: onNote, thread: onThread, ...onCard }), [onNote, onThread, onCard]);
}

interface HighlightCardProps {
  highlight: PlacedHighlight;
  drafts: Drafts;
  isActive: boolean;
  isEditing: boolean;
  isUnsaved: boolean;
  takesFocus: boolean;
  isApart: boolean;
  /** See `useCardActions`. */
  actions: HighlightCardActions;
  /** Which reply to its note is being written; undefined for none. */
  writing: Writing | undefined;
  text: RefObject<HTMLElement | null>;
}

/**
 * The card of a highlight with all that stands on it. Rendered again only where it changes, since there may be hundreds.
 */
export const HighlightCard = memo(function HighlightCard({
  highlight,
  drafts,
  isActive,
  writing,
  actions,
  text,
  ...card
}: HighlightCardProps) {
  return (
    <NoteCard
      highlight={highlight}
      draft={drafts[highlight.id]}
      isActive={isActive}
      {...card}
      {...actions.note}
      thread={
        <>
          <Tags highlight={highlight} isOpen={isActive} onSave={actions.onSaveTags} />
          <Thread highlight={highlight} drafts={drafts} isOpen={isActive} writing={writing} {...actions.thread} />
        </>
      }
    >
      <PlacementNote highlight={highlight} text={text} onTakeOff={() => actions.onTakeOff(highlight)} />
    </NoteCard>
  );
});
