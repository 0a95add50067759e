"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { explain } from "@/app/ui/explain";
import { words } from "@/app/words/en";

interface NoteEditorProps {
  /** What the note says now; empty for a new one. */
  body: string;
  /** Whether the note will be seen by its author only. */
  isPrivate: boolean;
  /** Saves the note. Where it rejects, the text stays in the editor. */
  onSave(body: string): Promise<void>;
  onCancel(): void;
}

/** Longer notes are refused by the server; see lib/annotations. */
const MAX_LENGTH = 50_000;

/** Writes a note. What was typed stays until the server has confirmed it. */
export function NoteEditor({ body, isPrivate, onSave, onCancel }: NoteEditorProps) {
  const [text, setText] = useState(body);
  const [state, setState] = useState<"editing" | "saving" | "failed">("editing");
  const [reason, setReason] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const isEmpty = text.trim() === "";

  useEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);

  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isEmpty || state === "saving") return;
    setState("saving");
    try {
      await onSave(text);
    } catch (error) {
      setReason(explain(error));
      setState("failed");
    }
  };

  return (
    <form onSubmit={save}>
      <textarea
        ref={area}
        value={text}
        rows={4}
        maxLength={MAX_LENGTH}
        aria-label={words.notes.text}
        aria-describedby={hint}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          if (text === body) onCancel();
          else area.current?.blur();
        }}
        className="field-sizing-content max-h-96 min-h-24 w-full resize-y rounded border border-control bg-paper p-2 font-serif text-[1rem] text-ink leading-normal"
      />
      <p id={hint} className="text-muted text-small">
        {isPrivate ? words.notes.privateHint : words.notes.teamHint} {words.notes.markdownHint}
      </p>
      {state === "failed" && (
        <p role="alert" className="mt-1 text-danger text-small">
          {words.notes.notSaved} {reason}
        </p>
      )}
      <div className="mt-2 flex gap-2">
        <button
          type="submit"
          disabled={isEmpty || state === "saving"}
          className="min-h-11 cursor-pointer rounded bg-accent px-4 font-medium text-paper disabled:cursor-default disabled:opacity-60"
        >
          {state === "saving" ? words.notes.saving : state === "failed" ? words.notes.saveAgain : words.notes.save}
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
