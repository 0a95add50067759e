"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type FormEvent, type RefObject, useCallback, useId, useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { FormProblem } from "@/app/_ui/form-problem";
import { SelectField } from "@/app/_ui/select";
import type { BlockTarget } from "@/lib/report-import/corrections/schemas";

/** The length of the text shown on each side of the cursor, in UTF-16 code units. */
const AROUND = 40;

export interface Placing {
  kind: "split" | "marker";
  /** The block's text. */
  text: string;
  /** The initial cursor position. */
  at: number;
}

interface PlaceDialogProps {
  placing: Placing;
  /** The notes to choose from. Those without a marker, whose labels are in `unmarked`, come first. */
  notes: readonly BlockTarget[];
  unmarked: ReadonlySet<string>;
  /** Receives the focus when the dialog closes. */
  finalFocus: RefObject<HTMLElement | null>;
  onPlace(at: number, note: BlockTarget | undefined): void;
  onClose(): void;
}

/** Asks for a place in a block's text: where to split it, or where a footnote marker belongs. */
export function PlaceDialog({ placing, notes, unmarked, finalFocus, onPlace, onClose }: PlaceDialogProps) {
  const t = useTranslations();
  const { kind, text } = placing;
  const ids = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [at, setAt] = useState(placing.at);
  const isUnmarked = ({ label = "" }: BlockTarget) => unmarked.has(label);
  const sorted = [...notes.filter(isUnmarked), ...notes.filter((note) => !isUnmarked(note))];
  const [label, setLabel] = useState(sorted[0]?.label);
  const [hasFailed, setFailed] = useState(false);
  const isInside = text.slice(0, at).trim() !== "" && text.slice(at).trim() !== "";

  /** Prevents the user from changing the text. React has no event that covers all kinds of changes. */
  const hold = useCallback((element: HTMLTextAreaElement) => {
    const keep = (event: Event) => event.preventDefault();
    area.current = element;
    element.addEventListener("beforeinput", keep);
    return () => {
      element.removeEventListener("beforeinput", keep);
      area.current = null;
    };
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // In React's tree, this form is inside the preview's form, which must not be submitted too.
    event.stopPropagation();
    if (kind === "split" && !isInside) return setFailed(true);
    onPlace(
      at,
      notes.find((note) => note.label === label),
    );
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogFrame width="2xl" initialFocus={area} finalFocus={finalFocus}>
        <Dialog.Title className="font-semibold text-prose">
          {t(kind === "split" ? "add.review.splitTitle" : "add.review.markerTitle")}
        </Dialog.Title>
        <Dialog.Description className="mt-1 mb-3 text-muted">
          {t(kind === "split" ? "add.review.splitLead" : "add.review.markerLead")}
        </Dialog.Description>
        <form onSubmit={submit}>
          <label htmlFor={`${ids}-text`} className="sr-only">
            {t("add.review.blockText")}
          </label>
          <textarea
            ref={hold}
            id={`${ids}-text`}
            // It isn't `readOnly`, because Chromium doesn't move the cursor in a read-only text box.
            aria-readonly
            inputMode="none"
            spellCheck={false}
            rows={6}
            value={text}
            onChange={() => {}}
            aria-describedby={`${ids}-place`}
            className="w-full rounded border border-control bg-raised px-3 py-2 font-serif text-prose"
            onFocus={({ currentTarget }) => currentTarget.setSelectionRange(at, at)}
            onSelect={({ currentTarget }) => {
              setAt(currentTarget.selectionStart);
              setFailed(false);
            }}
          />
          <p id={`${ids}-place`} className="mt-1 truncate font-serif text-muted">
            {text.slice(Math.max(0, at - AROUND), at)}
            <span className="mx-0.5 font-bold text-accent" aria-hidden>
              |
            </span>
            {text.slice(at, at + AROUND)}
          </p>
          {kind === "marker" && (
            <div className="mt-4">
              <SelectField label={t("add.review.note")} value={label} onChoose={setLabel}>
                {sorted.map((note) => (
                  <option key={note.label} value={note.label}>
                    {t(isUnmarked(note) ? "add.review.noteWithout" : "add.review.noteOption", {
                      label: note.label ?? "",
                      text: note.text,
                    })}
                  </option>
                ))}
              </SelectField>
            </div>
          )}
          <FormProblem>{hasFailed ? t("add.review.noSplit") : undefined}</FormProblem>
          <div className="mt-4 flex flex-wrap gap-3">
            <Button type="submit" variant="primary">
              {t(kind === "split" ? "add.review.splitButton" : "add.review.markerButton")}
            </Button>
            <Button variant="quiet" onClick={onClose}>
              {t("add.review.cancel")}
            </Button>
          </div>
        </form>
      </DialogFrame>
    </Dialog.Root>
  );
}
