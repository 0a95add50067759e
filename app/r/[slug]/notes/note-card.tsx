"use client";

import { Lock, NotebookPen, Share2, Trash2, Users } from "lucide-react";
import { IconButton } from "@/app/ui/icon-button";
import { Markdown } from "@/app/ui/markdown";
import { words } from "@/app/words/en";
import type { Colour } from "@/lib/annotations/colours";
import { ColourButtons } from "./colour-buttons";
import { NoteEditor } from "./note-editor";
import type { PlacedHighlight } from "./use-highlights";

/** Characters of the quote that a card without a note shows. */
const QUOTE_LENGTH = 120;

export interface NoteActions {
  onEdit(highlight: PlacedHighlight): void;
  onCancelEdit(): void;
  onSaveNote(highlight: PlacedHighlight, body: string): Promise<void>;
  onDelete(highlight: PlacedHighlight): void;
  onColour(highlight: PlacedHighlight, colour: Colour): void;
  onVisibility(highlight: PlacedHighlight, visibility: "private" | "team"): void;
  onShare(highlight: PlacedHighlight): void;
}

interface NoteCardProps extends NoteActions {
  highlight: PlacedHighlight;
  isActive: boolean;
  isEditing: boolean;
  onOpen(highlight: PlacedHighlight): void;
}

/** A highlight and its note: who marked what, what they wrote, and, while it is open, what can be done with it. */
export function NoteCard({ highlight, isActive, isEditing, onOpen, ...actions }: NoteCardProps) {
  const { note, author, may, visibility } = highlight;
  const isPrivate = visibility === "private";
  const quote = highlight.quote.length > QUOTE_LENGTH ? `${highlight.quote.slice(0, QUOTE_LENGTH)}…` : highlight.quote;
  return (
    <article
      aria-label={words.notes.cardLabel(author.name)}
      data-colour={highlight.colour}
      className={`rounded-md border border-l-(--colour) border-l-5 bg-raised px-3 py-2 ${isActive ? "border-control shadow-md" : "border-line"}`}
    >
      <header className="flex items-center gap-2 text-muted text-small">
        <button
          type="button"
          onClick={() => onOpen(highlight)}
          aria-expanded={isActive}
          className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-baseline gap-2 rounded text-left hover:text-ink"
        >
          <span className="truncate font-medium text-ink">{author.name}</span>
          <time dateTime={note?.updatedAt ?? highlight.createdAt} className="shrink-0">
            {words.date(note?.updatedAt ?? highlight.createdAt)}
          </time>
        </button>
        <span role="img" aria-label={words.notes.visibility[visibility]} title={words.notes.visibility[visibility]}>
          {isPrivate ? <Lock size={14} aria-hidden /> : <Users size={14} aria-hidden />}
        </span>
      </header>

      {isEditing ? (
        <div className="mt-1">
          <NoteEditor
            body={note?.body ?? ""}
            isPrivate={isPrivate}
            onSave={(body) => actions.onSaveNote(highlight, body)}
            onCancel={actions.onCancelEdit}
          />
        </div>
      ) : note ? (
        <Markdown>{note.body}</Markdown>
      ) : (
        <blockquote className="font-serif text-muted italic">{quote}</blockquote>
      )}

      {isActive && !isEditing && (may.edit || may.delete || may.share) && (
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
              <IconButton
                label={isPrivate ? words.notes.makeTeam : words.notes.makePrivate}
                icon={isPrivate ? <Users size={18} aria-hidden /> : <Lock size={18} aria-hidden />}
                onClick={() => actions.onVisibility(highlight, isPrivate ? "team" : "private")}
              />
              <IconButton
                label={note ? words.notes.edit : words.notes.write}
                shortcut="m"
                icon={<NotebookPen size={18} aria-hidden />}
                onClick={() => actions.onEdit(highlight)}
              />
            </>
          )}
          {may.share && (
            <IconButton
              label={words.notes.share}
              shortcut="s"
              icon={<Share2 size={18} aria-hidden />}
              onClick={() => actions.onShare(highlight)}
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
