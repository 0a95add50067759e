"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useId, useRef, useState } from "react";
import { Button } from "@/app/_ui/button";

interface FileChoiceProps {
  /** The accepted file types: for the `accept` attribute, and as a sentence. */
  accept: string;
  kinds: string;
  /** Whether the user has already chosen a file. */
  hasFile: boolean;
  /** Whether several files can be chosen at once. */
  isMultiple?: boolean;
  /** Disables the picker while the user can't choose another file. */
  isDisabled?: boolean;
  button: RefObject<HTMLButtonElement | null>;
  onChoose(files: readonly File[]): void;
  onProblem(sentence: string): void;
}

/** A file picker with a button. It also supports drag and drop. */
export function FileChoice({
  accept,
  kinds,
  hasFile,
  isMultiple = false,
  isDisabled = false,
  button,
  onChoose,
  onProblem,
}: FileChoiceProps) {
  const t = useTranslations();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();

  const take = (list: FileList | null) => {
    if (isDisabled) return;
    const files = [...(list ?? [])];
    if (files.length > 1 && !isMultiple) onProblem(t("add.onlyOne"));
    else if (files.length > 0) onChoose(files);
  };
  const label = isMultiple ? t("add.chooseFiles") : hasFile ? t("add.chooseOther") : t("add.choose");
  const drop = isMultiple ? t("add.dropFiles") : t("add.drop");
  const dropNow = isMultiple ? t("add.dropFilesNow") : t("add.dropNow");

  return (
    <section
      aria-label={isMultiple ? t("add.chooseFiles") : t("add.choose")}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={`rounded-md border border-dashed p-6 text-center ${isOver ? "border-accent bg-accent-soft" : "border-control"}`}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={isMultiple}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        onChange={(event) => {
          take(event.target.files);
          // Allows the user to choose the same file again, for example after correcting it.
          event.target.value = "";
        }}
      />
      <p className="flex flex-wrap items-center justify-center gap-3">
        <Button
          ref={button}
          aria-describedby={hint}
          aria-disabled={isDisabled || undefined}
          onClick={() => !isDisabled && input.current?.click()}
          className="bg-raised"
        >
          <FileUp size={18} aria-hidden />
          {label}
        </Button>
        <span className="text-muted max-md:hidden">{isOver ? dropNow : drop}</span>
      </p>
      <p id={hint} className="mt-3 text-muted text-small">
        {kinds}
      </p>
    </section>
  );
}
