"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type FormEvent, type RefObject, useRef } from "react";
import { Button } from "@/app/_ui/button";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Field } from "@/app/_ui/field";
import { MAX_DESCRIPTION } from "@/lib/annotations/areas/words";

interface DescriptionDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  description: string;
  /** Receives the focus afterwards. */
  opener: RefObject<HTMLElement | null>;
  onSave(description: string): void;
}

/** Edits the description of an area. */
export function DescriptionDialog({ description, opener, onSave, ...dialog }: DescriptionDialogProps) {
  const t = useTranslations();
  const form = useRef<HTMLFormElement>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const typed = String(new FormData(form.current ?? undefined).get("description") ?? "").trim();
    if (typed === "") return;
    onSave(typed);
    dialog.onOpenChange(false);
  };
  return (
    <Dialog.Root {...dialog}>
      <DialogFrame width="lg" finalFocus={opener}>
        <div className="mb-2 flex items-center justify-between">
          <Dialog.Title className="font-semibold text-prose">{t("areas.describe")}</Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        <form ref={form} onSubmit={save} className="grid gap-4">
          <Field
            label={t("areas.description")}
            hint={t("areas.describeHow")}
            name="description"
            defaultValue={description}
            maxLength={MAX_DESCRIPTION}
            required
          />
          <div>
            <Button type="submit">{t("areas.save")}</Button>
          </div>
        </form>
      </DialogFrame>
    </Dialog.Root>
  );
}
