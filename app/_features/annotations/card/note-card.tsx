"use client";

import { Eraser, ListPlus, NotebookPen, Share2, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { AudienceIcon, useAudiences } from "@/app/_features/notes";
import type { Draft } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { IconButton } from "@/app/_ui/icon-button";
import { Markdown } from "@/app/_ui/markdown";
import { shortened } from "@/app/_ui/shortened";
import { TextButton } from "@/app/_ui/text-button";
import { writerOf } from "@/lib/annotations/attribution";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";
import type { PlacedHighlight } from "../state/use-highlights";
import { AudienceMenu } from "./audience-menu";
import { ColourButtons } from "./colour-buttons";
import { DraftKept } from "./draft-kept";
import { NoteEditor } from "./note-editor";
import { NoteHistory } from "./note-history";
import { ResolvedLine } from "./resolved";
import { VisibilityChoice } from "./visibility-choice";

/** Characters of the quote that a card without a note shows. */
const QUOTE_LENGTH = 120;

/** What the card of a highlight tells of what was done on it. */
export interface NoteCardActions extends NoteActions {
  onOpen(highlight: PlacedHighlight): void;
  /** Called when it has taken the focus. */
  onFocused(): void;
}

export interface NoteActions {
  onEdit(highlight: PlacedHighlight): void;
  onDraft(highlight: PlacedHighlight, draft: Draft | null): void;
  onCancelEdit(highlight: PlacedHighlight): void;
  onLeaveEdit(): void;
  onSaveNote(highlight: PlacedHighlight, body: string): void;
  /** Saves what the note said before. */
  onBringBack(highlight: PlacedHighlight, body: string): void;
  onDeleteNote(highlight: PlacedHighlight): void;
  onDelete(highlight: PlacedHighlight): void;
  onColour(highlight: PlacedHighlight, colour: Colour): void;
  onAudience(highlight: PlacedHighlight, audience: Audience): void;
  onShare(highlight: PlacedHighlight): void;
  /** Puts its passage into a collection. */
  onCollect(highlight: PlacedHighlight): void;
}

interface NoteCardProps extends NoteCardActions {
  highlight: PlacedHighlight;
  draft: Draft | undefined;
  isActive: boolean;
  isEditing: boolean;
  /** Whether something on it is not saved. */
  isUnsaved: boolean;
  /** Whether it takes the focus. */
  takesFocus: boolean;
  /** Whether it stands away from its passage, so that it has to say which it is. */
  isApart: boolean;
  /** What has become of its passage, above its note. */
  children?: ReactNode;
  /** Its tags, and what was replied to its note, below it. */
  thread: ReactNode;
}

/** A highlight and its note: who marked what, what they wrote, and, while it is open, what can be done with it. */
export function NoteCard({
  highlight,
  draft,
  isActive,
  isEditing,
  isUnsaved,
  takesFocus,
  isApart,
  onFocused,
  onOpen,
  children,
  thread,
  ...actions
}: NoteCardProps) {
  const { note, may, visibility } = highlight;
  const audiences = useAudiences();
  const seenBy = audiences.nameOf(highlight);
  const head = useRef<HTMLButtonElement>(null);
  const hasHistory = note !== null && note.version > 1;
  // Else what has become of its words shows those that it has now, beside those that it had.
  const isQuoted = highlight.state !== "changed";
  // Who may edit a highlight may share it once it is saved; the buttons are there before, so that none moves under the pointer.
  const isNew = may.edit && !may.share;

  useEffect(() => {
    if (!takesFocus) return;
    // A card that has just come does not stand beside its passage yet.
    head.current?.focus({ preventScroll: true });
    onFocused();
  }, [takesFocus, onFocused]);

  // The editor, or the button that deletes the note, may have gone with the focus in it.
  const before = useRef({ isEditing, note });
  useLayoutEffect(() => {
    const isLess = (before.current.isEditing && !isEditing) || (before.current.note && !note);
    if (isLess && document.activeElement === document.body) head.current?.focus({ preventScroll: true });
    before.current = { isEditing, note };
  }, [isEditing, note]);

  return (
    <article
      aria-label={words.notes.cardLabel(writerOf(highlight))}
      data-colour={highlight.colour}
      data-card
      className={`relative rounded-md border border-l-(--colour) border-l-5 bg-raised px-3 py-2 ${isActive ? "border-control shadow-md" : "border-line"}`}
    >
      <header className="mb-1 flex items-center gap-2 text-muted text-small">
        <button
          ref={head}
          type="button"
          onClick={() => onOpen(highlight)}
          aria-expanded={isActive}
          // While the card is closed it can be pressed anywhere; what is above it, by itself.
          className={`flex min-h-8 min-w-0 flex-1 cursor-pointer scroll-mt-12 flex-wrap items-center gap-x-2 rounded text-left hover:text-ink pointer-coarse:min-h-11 ${isActive ? "" : "before:absolute before:inset-0"}`}
        >
          <span className="wrap-anywhere font-medium text-ink">{writerOf(highlight)}</span>
          <time dateTime={note?.updatedAt ?? highlight.createdAt} className="shrink-0">
            {words.date(note?.updatedAt ?? highlight.createdAt)}
          </time>
        </button>
        <span role="img" aria-label={seenBy} title={seenBy} className="relative">
          <AudienceIcon visibility={visibility} />
        </span>
      </header>

      {children}
      {isQuoted && isApart && (note || isEditing) && (
        <blockquote className="mb-1 truncate font-serif text-muted italic">{highlight.quote}</blockquote>
      )}
      {isEditing ? (
        <div className="mt-1">
          <NoteEditor
            what="note"
            written={note}
            draft={draft}
            audience={highlight}
            onDraft={(next) => actions.onDraft(highlight, next)}
            onSave={(body) => actions.onSaveNote(highlight, body)}
            onDelete={() => actions.onDeleteNote(highlight)}
            onCancel={() => actions.onCancelEdit(highlight)}
            onLeave={actions.onLeaveEdit}
          >
            <VisibilityChoice audience={highlight} onChoose={(chosen) => actions.onAudience(highlight, chosen)} />
          </NoteEditor>
        </div>
      ) : note?.resolved && !isActive ? (
        <ResolvedLine note={note} resolved={note.resolved} />
      ) : note ? (
        <Folded isOpen={isActive} onMore={() => onOpen(highlight)}>
          <Markdown>{note.body}</Markdown>
        </Folded>
      ) : (
        isQuoted && (
          <blockquote className="font-serif text-muted italic">{shortened(highlight.quote, QUOTE_LENGTH)}</blockquote>
        )
      )}

      {isUnsaved && <p className="mt-1 text-muted text-small">{words.unsaved.title}</p>}
      {draft && may.edit && !isEditing && <DraftKept onGoOn={() => actions.onEdit(highlight)} />}
      {thread}

      {isActive && !isEditing && (may.edit || may.delete || may.share || hasHistory) && (
        <footer className="-mx-2 mt-1 flex flex-wrap items-center border-line border-t pt-1">
          {may.edit && (
            <>
              <div className="flex basis-full">
                <ColourButtons
                  current={highlight.colour}
                  label={words.notes.recolour}
                  onChoose={(colour) => actions.onColour(highlight, colour)}
                />
              </div>
              <div className="basis-full">
                <AudienceMenu
                  label={words.notes.seenBy}
                  shortcut="p"
                  audience={highlight}
                  onChoose={(chosen) => actions.onAudience(highlight, chosen)}
                />
              </div>
              <IconButton
                label={note ? words.notes.edit : words.notes.write}
                shortcut="m"
                icon={<NotebookPen size={18} aria-hidden />}
                onClick={() => actions.onEdit(highlight)}
              />
            </>
          )}
          {(may.share || isNew) && (
            <>
              <IconButton
                label={words.notes.share}
                shortcut="s"
                icon={<Share2 size={18} aria-hidden />}
                aria-disabled={isNew || undefined}
                onClick={() => !isNew && actions.onShare(highlight)}
              />
              <IconButton
                label={words.collections.collectShort}
                icon={<ListPlus size={18} aria-hidden />}
                aria-disabled={isNew || undefined}
                onClick={() => !isNew && actions.onCollect(highlight)}
              />
            </>
          )}
          {hasHistory && (
            <NoteHistory highlight={highlight} onRestore={(body) => actions.onBringBack(highlight, body)} />
          )}
          {note && may.delete && (
            <IconButton
              label={words.notes.deleteNote}
              icon={<Eraser size={18} aria-hidden />}
              onClick={() => actions.onDeleteNote(highlight)}
            />
          )}
          {may.delete && (
            <IconButton
              label={words.notes.delete}
              icon={<Trash2 size={18} aria-hidden />}
              onClick={() => actions.onDelete(highlight)}
            />
          )}
        </footer>
      )}
    </article>
  );
}

interface FoldedProps {
  isOpen: boolean;
  onMore(): void;
  children: ReactNode;
}

/** The first lines of a note while its card is closed, so that a long one does not push the others away. */
function Folded({ isOpen, onMore, children }: FoldedProps) {
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
      {isCut && !isOpen && <TextButton onClick={onMore}>{words.notes.more}</TextButton>}
    </>
  );
}
