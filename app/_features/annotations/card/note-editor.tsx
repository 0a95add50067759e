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
  /** What it says now; null for a new one. */
  written: Pick<NoteView, "body"> | null;
  /** What was typed before and not saved. */
  draft: Draft | undefined;
  /** Who will see it, beside its author. */
  audience: Audience;
  /** Called with what is to be kept of what was typed; null where that is what it says. */
  onDraft(draft: Draft | null): void;
  /** Saves it in the place of what it says now. */
  onSave(body: string): void;
  /** Saves nothing in its place. */
  onDelete(): void;
  onCancel(): void;
  /** Leaves the editor; what was typed is kept. */
  onLeave(): void;
  /** What else is to be chosen, below what is typed. */
  children?: ReactNode;
}

/** Longer notes are refused by the server; see lib/annotations. */
const MAX_LENGTH = 50_000;

/** Writes a note or a reply. What was typed stays until it is on its way to the server, or thrown away. */
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
  /** As it is stored. */
  const text = useMemo(() => storedForm(typed), [typed]);
  const now = written?.body ?? null;
  // What is saved takes the place of what the person has seen, and of nothing that came after it.
  const [seen, setSeen] = useState(draft ? draft.from : now);
  /** What it says since somebody changed it meanwhile; null where they deleted it. */
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

  // Somebody may change or delete it while it is being written: what they wrote is shown beside what is typed.
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
    // The sheet around it would take another step back.
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

/** Whether the keyboard has a command key. */
function isApple(): boolean {
  return /^(?:Mac|iP)/u.test(navigator.platform);
}
