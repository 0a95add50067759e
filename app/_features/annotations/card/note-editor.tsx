"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useAudiences } from "@/app/_features/notes";
import type { Draft } from "@/app/_features/sync";
import { Button } from "@/app/_ui/button";
import { Markdown } from "@/app/_ui/markdown";
import { mentionedIn, storedForm, type Typed, typedForm } from "@/lib/annotations/notes/mentions";
import type { Audience } from "@/lib/annotations/rules";
import type { NoteView } from "@/lib/annotations/schemas";
import { MentionList } from "./mention-list";
import { NoteTabs } from "./note-tabs";
import { useMentions } from "./use-mentions";

export interface NoteEditorProps {
  what: "note" | "reply";
  /** The saved text; null for a new note or reply. */
  written: Pick<NoteView, "body"> | null;
  /** The unsaved draft. */
  draft: Draft | undefined;
  /** Who can see the text, apart from its author. */
  audience: Audience;
  /** Called with the draft to keep, or with null if the text equals the saved text. */
  onDraft(draft: Draft | null): void;
  /** Saves the text. */
  onSave(body: string): void;
  /** Deletes the saved text. */
  onDelete(): void;
  onCancel(): void;
  /** Closes the editor and keeps the draft. */
  onLeave(): void;
  /** More options below the text box. */
  children?: ReactNode;
}

/** The server rejects longer notes; see lib/annotations. */
const MAX_LENGTH = 50_000;

/** Editor for a note or a reply. The text is kept as a draft until it is in the outbox or discarded. */
export function NoteEditor({
  what,
  written,
  draft,
  audience,
  onDraft,
  onSave,
  onDelete,
  onCancel,
  onLeave,
  children,
}: NoteEditorProps) {
  const t = useTranslations();
  const [typed, setTyped] = useState(() => typedForm(draft?.body ?? written?.body ?? ""));
  /** The text in its stored form. */
  const text = useMemo(() => storedForm(typed), [typed]);
  const now = written?.body ?? null;
  // The version that the user has seen. A save replaces only this version, never a later one.
  const [seen, setSeen] = useState(draft ? draft.from : now);
  /** The text after a conflicting change by another user; null if they deleted it. */
  const [theirs, setTheirs] = useState<string | null>();
  const area = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const { nameOf } = useAudiences();
  const isEmpty = text.trim() === "";
  const deletes = isEmpty && written !== null;
  const label = deletes
    ? t(`notes.written.${what}.remove`)
    : theirs !== undefined
      ? t("notes.saveInstead")
      : t("notes.save");

  useEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);

  // If another user changes or deletes the text while it is being edited, their version is shown beside the draft.
  if (now !== seen) {
    setSeen(now);
    if (now !== text) setTheirs(now);
  }

  const type = (next: Typed) => {
    setTyped(next);
    const body = storedForm(next);
    onDraft(body === (now ?? "") ? null : { body, from: now });
  };
  const mentions = useMentions(area, typed, type);

  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (deletes) onDelete();
    else if (!isEmpty) onSave(text);
  };

  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    // Prevents Escape from also reaching the surrounding sheet.
    event.preventDefault();
    event.stopPropagation();
    if (draft) onLeave();
    else onCancel();
  };

  return (
    <form onSubmit={save} onKeyDown={keys}>
      {theirs !== undefined && (
        <div className="mb-2 rounded border border-line p-2">
          <p className="text-muted text-small">
            {theirs === null ? t(`notes.written.${what}.gone`) : t("notes.saysNow")}
          </p>
          {theirs !== null && <Markdown>{theirs}</Markdown>}
        </div>
      )}
      <NoteTabs text={text}>
        <textarea
          ref={area}
          value={typed.text}
          rows={4}
          maxLength={MAX_LENGTH}
          aria-label={t(`notes.written.${what}.text`)}
          aria-describedby={hint}
          {...mentions.box}
          onChange={(event) => type({ ...typed, text: event.target.value })}
          onKeyDown={mentions.onKeyDown}
          className="field-sizing-content block max-h-96 min-h-24 w-full resize-y rounded border border-control bg-paper p-2 font-serif text-[1rem] text-ink leading-normal"
        />
        <MentionList {...mentions.list} />
      </NoteTabs>
      {children}
      <p id={hint} className="text-muted text-small">
        {t("notes.seenByHint", { visibility: audience.visibility, name: nameOf(audience) })}{" "}
        <span className="pointer-coarse:hidden">{t("notes.saveKey", { isApple: String(isApple()) })} </span>
        {t("notes.markdownHint")}{" "}
        {mentionedIn(text).length > 0 &&
          audience.visibility !== "team" &&
          t(`notes.mention.told.${audience.visibility}`)}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button type="submit" disabled={isEmpty && !deletes} variant="primary">
          {label}
        </Button>
        <button
          type="button"
          onClick={onCancel}
          className="min-h-11 cursor-pointer rounded px-4 text-ink hover:bg-accent-soft"
        >
          {t("notes.cancel")}
        </button>
      </div>
    </form>
  );
}

/** Whether the keyboard has a Command key. */
function isApple(): boolean {
  return /^(?:Mac|iP)/u.test(navigator.platform);
}
