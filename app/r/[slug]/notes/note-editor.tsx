"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { explain, retryLabel } from "@/app/ui/explain";
import { Markdown } from "@/app/ui/markdown";
import { words } from "@/app/words/en";
import type { HighlightView, NoteView } from "@/lib/annotations/schemas";
import type { Draft } from "./use-drafts";
import { conflictOf } from "./use-highlights";

/** A note or a reply, as far as writing it is concerned. */
export type Written = Pick<NoteView, "body" | "version">;

export interface NoteEditorProps {
  what: "note" | "reply";
  /** What it says now; null for a new one. */
  written: Written | null;
  /** The same, in what stands on the server where it is not what the page knew. */
  writtenIn(current: HighlightView): Written | null;
  /** What was typed before and not saved. */
  draft: Draft | undefined;
  /** Whether it will be seen by its author only. */
  isPrivate: boolean;
  /** Called with what is to be kept of what was typed; null where that is what it says. */
  onDraft(draft: Draft | null): void;
  /** Saves it, in the place of the version that is named. Where it rejects, the text stays in the editor. */
  onSave(body: string, version: number | null): Promise<void>;
  /** Saves nothing in its place. */
  onDelete(): void;
  onCancel(): void;
  /** Leaves the editor; what was typed is kept. */
  onLeave(): void;
}

/** Longer notes are refused by the server; see lib/annotations. */
const MAX_LENGTH = 50_000;

/** Writes a note or a reply. What was typed stays until the server has confirmed it, or it is thrown away. */
export function NoteEditor({
  what,
  written,
  writtenIn,
  draft,
  isPrivate,
  onDraft,
  onSave,
  onDelete,
  onCancel,
  onLeave,
}: NoteEditorProps) {
  const [text, setText] = useState(draft?.body ?? written?.body ?? "");
  // What is saved takes the place of what the person has seen, and of nothing that came after it.
  const [version, setVersion] = useState(written?.version ?? null);
  /** What it says since somebody changed it meanwhile; null where they deleted it. */
  const [theirs, setTheirs] = useState(draft && draft.version !== version ? (written?.body ?? null) : undefined);
  const [isSaving, setSaving] = useState(false);
  /** Why it could not be saved. */
  const [error, setError] = useState<unknown>();
  const area = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const isEmpty = text.trim() === "";
  const deletes = isEmpty && written !== null;
  const label = deletes
    ? words.notes.written[what].remove
    : theirs !== undefined
      ? words.notes.saveInstead
      : error === undefined
        ? words.notes.save
        : retryLabel(error);

  useEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);

  // Somebody may change or delete it while it is being written: what they wrote is shown beside what is typed.
  const now = written?.version ?? null;
  if (!isSaving && now !== version) {
    setVersion(now);
    if (written?.body !== text) setTheirs(written?.body ?? null);
  }

  const type = (body: string) => {
    setText(body);
    onDraft(body === (written?.body ?? "") ? null : { body, version });
  };

  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isSaving) return;
    if (deletes) onDelete();
    if (isEmpty) return;
    setSaving(true);
    try {
      await onSave(text, version);
    } catch (error) {
      const current = conflictOf(error);
      if (current) {
        const standing = writtenIn(current);
        const now = standing?.version ?? null;
        setTheirs(standing?.body ?? null);
        setVersion(now);
        onDraft({ body: text, version: now });
      }
      setError(error);
      setSaving(false);
    }
  };

  return (
    <form onSubmit={save}>
      {theirs !== undefined && (
        <div className="mb-2 rounded border border-line p-2">
          <p className="text-muted text-small">
            {theirs === null ? words.notes.written[what].gone : words.notes.saysNow}
          </p>
          {theirs !== null && <Markdown>{theirs}</Markdown>}
        </div>
      )}
      <textarea
        ref={area}
        value={text}
        rows={4}
        maxLength={MAX_LENGTH}
        readOnly={isSaving}
        aria-label={words.notes.written[what].text}
        aria-describedby={hint}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
          // The sheet around it would take another step back.
          event.preventDefault();
          event.stopPropagation();
          onLeave();
        }}
        className="field-sizing-content max-h-96 min-h-24 w-full resize-y rounded border border-control bg-paper p-2 font-serif text-[1rem] text-ink leading-normal"
      />
      <p id={hint} className="text-muted text-small">
        {isPrivate ? words.notes.privateHint : words.notes.teamHint}{" "}
        <span className="pointer-coarse:hidden">{words.notes.saveKey(isApple())} </span>
        {words.notes.markdownHint}
      </p>
      {error !== undefined && !isSaving && (
        <p role="alert" className="mt-1 text-danger text-small">
          {words.notes.notSaved} {explain(error)}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <button
          type="submit"
          // Not disabled while it saves: it would lose the focus.
          aria-disabled={isSaving || undefined}
          disabled={isEmpty && !deletes}
          className="min-h-11 cursor-pointer rounded bg-accent px-4 font-medium text-paper disabled:cursor-default disabled:opacity-60 aria-disabled:opacity-60"
        >
          {isSaving ? words.notes.saving : label}
        </button>
        <button
          type="button"
          onClick={onCancel}
          className="min-h-11 cursor-pointer rounded px-4 text-ink hover:bg-accent-soft"
        >
          {words.notes.cancel}
        </button>
      </div>
    </form>
  );
}

/** Whether the keyboard has a command key. */
function isApple(): boolean {
  return /^(?:Mac|iP)/u.test(navigator.platform);
}
