"use client";

import { useFormatter, useTranslations } from "next-intl";
import { memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { AreaThumbnail, AudienceIcon, useAudiences } from "@/app/_features/notes";
import { byline, writerName } from "@/app/_messages/writers";
import { Markdown } from "@/app/_ui/markdown";
import { shortened } from "@/app/_ui/shortened";
import { TextButton } from "@/app/_ui/text-button";
import { wordsOf } from "@/lib/annotations/areas/words";
import { writerOf } from "@/lib/annotations/attribution";
import { useActions, useAnnotations } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { CardActions } from "./card-actions";
import { DraftKept } from "./draft-kept";
import { NoteEditor } from "./note-editor";
import { PlacementNote } from "./placement-note";
import { ResolvedLine } from "./resolved";
import { Tags } from "./tags";
import { Thread } from "./thread";
import { VisibilityChoice } from "./visibility-choice";

/** Maximum length of the quote in a card without a note, in characters. */
const QUOTE_LENGTH = 120;

interface HighlightCardProps {
  highlight: PlacedHighlight;
  /** Whether the card is shown away from its passage and must therefore quote it. */
  isApart: boolean;
}

/**
 * A highlight's card: its author, note and, while open, the available actions. Memoized, because there may be hundreds
 * of cards.
 */
export const HighlightCard = memo(function HighlightCard({ highlight, isApart }: HighlightCardProps) {
  const t = useTranslations();
  const format = useFormatter();
  const { id } = highlight;
  const actions = useActions();
  const draft = useAnnotations((state) => state.drafts[id]);
  const { isActive, isEditing, isReplying, isUnsaved, takesFocus } = useAnnotations(
    useShallow(({ active, editing, writing, unsaved, focusing }) => ({
      isActive: active === id,
      isEditing: editing === id,
      isReplying: writing?.highlight === id && writing.reply === null,
      /** Whether the highlight has unsaved changes. */
      isUnsaved: unsaved.has(id),
      takesFocus: focusing === id,
    })),
  );
  const { note, may, visibility } = highlight;
  const audiences = useAudiences();
  const seenBy = audiences.nameOf(highlight);
  const head = useRef<HTMLButtonElement>(null);
  // If the text has changed, `PlacementNote` shows the old and the new wording.
  const isQuoted = highlight.state !== "changed";

  useEffect(() => {
    if (!takesFocus) return;
    // Don't scroll, because a newly added card isn't beside its passage yet.
    head.current?.focus({ preventScroll: true });
    actions.endFocusing();
  }, [takesFocus, actions]);

  // The element that had the focus has been removed: the editor, or the button that deletes the note.
  const before = useRef({ isEditing, note });
  useLayoutEffect(() => {
    const isLess = (before.current.isEditing && !isEditing) || (before.current.note && !note);
    if (isLess && document.activeElement === document.body) head.current?.focus({ preventScroll: true });
    before.current = { isEditing, note };
  }, [isEditing, note]);

  return (
    <article
      aria-label={t("notes.cardLabel", { by: byline(t, writerOf(highlight)) })}
      data-colour={highlight.colour}
      data-card
      className={`relative rounded-md border border-l-(--colour) border-l-5 bg-raised px-3 py-2 ${isActive ? "border-control shadow-md" : "border-line"}`}
    >
      <header className="mb-1 flex items-center gap-2 text-muted text-small">
        <button
          ref={head}
          type="button"
          onClick={() => actions.toggle(highlight)}
          aria-expanded={isActive}
          // A click anywhere on a closed card opens it, but the elements on top of it have their own actions.
          className={`flex min-h-8 min-w-0 flex-1 cursor-pointer scroll-mt-12 flex-wrap items-center gap-x-2 rounded text-left hover:text-ink pointer-coarse:min-h-11 ${isActive ? "" : "before:absolute before:inset-0"}`}
        >
          <span className="wrap-anywhere font-medium text-ink">{writerName(t, writerOf(highlight))}</span>
          <time dateTime={note?.updatedAt ?? highlight.createdAt} className="shrink-0">
            {format.dateTime(new Date(note?.updatedAt ?? highlight.createdAt), "moment")}
          </time>
          {note && note.version > 1 && <span>{t("notes.thread.edited")}</span>}
        </button>
        <span role="img" aria-label={seenBy} title={seenBy} className="relative">
          <AudienceIcon visibility={visibility} />
        </span>
      </header>

      <PlacementNote highlight={highlight} />
      <AreaThumbnail highlight={highlight} />
      {isQuoted && (isApart || highlight.area) && (note || isEditing) && (
        <blockquote className="mb-1 truncate font-serif text-muted italic">{wordsOf(highlight)}</blockquote>
      )}
      {isEditing ? (
        <div className="mt-1">
          <NoteEditor
            what="note"
            written={note}
            draft={draft}
            audience={highlight}
            onDraft={(next) => actions.changeDraft(id, () => next)}
            onSave={(body) => actions.saveNote(highlight, body)}
            onDelete={() => actions.deleteNote(highlight)}
            onCancel={() => actions.cancelEdit(highlight)}
            onLeave={actions.leaveEditor}
          >
            <VisibilityChoice audience={highlight} onChoose={(chosen) => actions.changeAudience(highlight, chosen)} />
          </NoteEditor>
        </div>
      ) : note?.resolved && !isActive ? (
        <ResolvedLine note={note} resolved={note.resolved} />
      ) : note ? (
        <Folded isOpen={isActive} onMore={() => actions.toggle(highlight)}>
          <Markdown>{note.body}</Markdown>
        </Folded>
      ) : (
        isQuoted && (
          <blockquote className="font-serif text-muted italic">
            {shortened(wordsOf(highlight), QUOTE_LENGTH)}
          </blockquote>
        )
      )}

      {isUnsaved && <p className="mt-1 text-muted text-small">{t("unsaved.title")}</p>}
      {draft && may.edit && !isEditing && <DraftKept onGoOn={() => actions.edit(id)} />}
      <Tags highlight={highlight} isOpen={isActive} />
      <Thread highlight={highlight} isOpen={isActive} />

      {isActive && !isEditing && <CardActions highlight={highlight} isReplying={isReplying} />}
    </article>
  );
});

interface FoldedProps {
  isOpen: boolean;
  onMore(): void;
  children: ReactNode;
}

/** Shows only the first lines of a note while its card is closed, so that a long note doesn't push other cards away. */
function Folded({ isOpen, onMore, children }: FoldedProps) {
  const t = useTranslations();
  const box = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <>
      <div ref={box} className={isOpen ? undefined : "line-clamp-8"}>
        {children}
      </div>
      {isCut && !isOpen && <TextButton onClick={onMore}>{t("notes.more")}</TextButton>}
    </>
  );
}
