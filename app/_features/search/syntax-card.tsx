"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";

/** Examples of the query language, in display order. */
const EXAMPLES = [
  "anyWords",
  "phrase",
  "without",
  "either",
  "beginning",
  "place",
  "section",
  "pages",
  "language",
  "author",
  "tag",
  "noted",
  "audience",
  "report",
] as const;

interface SyntaxCardProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Puts an example into the search box. */
  onTry(query: string): void;
  /** The search box, which receives the focus when the dialog closes. */
  finalFocus: RefObject<HTMLElement | null>;
}

/** Help on the query language: what to type, and what it finds. */
export function SyntaxCard({ open, onOpenChange, onTry, finalFocus }: SyntaxCardProps) {
  const t = useTranslations();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame width="3xl" finalFocus={finalFocus}>
        <div className="flex items-start justify-between">
          <Dialog.Title className="font-semibold text-prose">{t("search.syntax.title")}</Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        <Dialog.Description className="mb-3 text-muted">{t("search.syntax.how")}</Dialog.Description>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 max-md:grid-cols-1">
          {EXAMPLES.map((example) => {
            const type = t(`search.syntax.examples.${example}.type`);
            return (
              <div key={example} className="contents">
                <dt className="max-md:mt-2">
                  <button
                    type="button"
                    onClick={() => {
                      onTry(type);
                      onOpenChange(false);
                    }}
                    className="min-h-8 cursor-pointer rounded border border-control px-2.5 text-left hover:bg-accent-soft max-md:min-h-11"
                  >
                    {type}
                  </button>
                </dt>
                <dd className="text-muted">{t(`search.syntax.examples.${example}.finds`)}</dd>
              </div>
            );
          })}
        </dl>
        <p className="mt-4 border-line border-t pt-4">
          {t("search.syntax.typos")} {t("search.syntax.scripts")}
        </p>
      </DialogFrame>
    </Dialog.Root>
  );
}
