"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type RefObject, useRef } from "react";
import { openSyntaxCard } from "@/app/_features/search";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Toggle } from "@/app/_ui/toggle";
import { useSingleKeys } from "@/app/_ui/use-keys";

/** All keyboard shortcuts. Those with `marks` are only for users who can highlight text. */
const SHORTCUTS = [
  { keys: ["/"], does: "search" },
  { keys: ["↓", "↑"], does: "results" },
  { keys: ["Enter"], does: "open" },
  { keys: ["n", "N"], does: "hits" },
  { keys: ["b"], does: "back" },
  { keys: ["j", "k"], does: "paragraphs" },
  { keys: ["←", "→"], does: "stops" },
  { keys: ["o"], does: "notes" },
  { keys: ["w"], does: "pages" },
  { keys: ["+", "−"], does: "zoom" },
  { keys: ["0"], does: "fit" },
  { keys: ["d"], does: "twoUp" },
  { keys: ["R"], does: "rotate" },
  { keys: ["t"], does: "thumbnails" },
  { keys: ["v"], does: "select" },
  { keys: ["←", "→"], does: "byWord" },
  { keys: ["↑", "↓"], does: "bySentence" },
  { keys: ["Page ↑", "Page ↓"], does: "byParagraph" },
  { keys: ["h"], does: "highlight", marks: true },
  { keys: ["1", "2", "3", "4"], does: "colour", marks: true },
  { keys: ["m"], does: "write", marks: true },
  { keys: ["p"], does: "audience", marks: true },
  { keys: ["r"], does: "reply", marks: true },
  { keys: ["Ctrl+Z", "⌘Z"], does: "undo", marks: true },
  { keys: ["l"], does: "copyLink" },
  { keys: ["s"], does: "share", marks: true },
  { keys: ["Esc"], does: "escape" },
  { keys: ["F6"], does: "toasts" },
  { keys: ["?"], does: "help" },
] as const;

interface KeysListProps {
  hasSearch: boolean;
  mayMark: boolean;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The button that opened the list; null if a key was used. */
  opener: RefObject<HTMLElement | null>;
}

/** The list of keyboard shortcuts: see `AccountMenu`. */
export function KeysList({ hasSearch, mayMark, open, onOpenChange, opener }: KeysListProps) {
  const t = useTranslations();
  const isLeavingForCard = useRef(false);
  const [single, setSingle] = useSingleKeys();
  const list = mayMark ? SHORTCUTS : SHORTCUTS.filter((key) => !("marks" in key));
  return (
    <Dialog.Root
      open={open}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen && isLeavingForCard.current) openSyntaxCard();
        isLeavingForCard.current = false;
      }}
    >
      <DialogFrame finalFocus={() => opener.current ?? true}>
        <div className="mb-2 flex items-center justify-between">
          <Dialog.Title className="font-semibold text-prose">{t("keys.label")}</Dialog.Title>
          <Dialog.Close {...closeButton(t)} />
        </div>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
          {list.map(({ keys, does }) => (
            <div key={does} className="contents">
              <dt className="flex gap-1">
                {keys.map((key) => (
                  <kbd
                    key={key}
                    className="min-w-7 rounded border border-control px-1.5 text-center font-sans text-small leading-6"
                  >
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{t(`keys.does.${does}`)}</dd>
            </div>
          ))}
        </dl>
        {hasSearch && (
          <button
            type="button"
            onClick={() => {
              isLeavingForCard.current = true;
              onOpenChange(false);
            }}
            className="mt-4 -ml-3 min-h-11 cursor-pointer rounded px-3 text-accent hover:bg-accent-soft"
          >
            {t("search.syntax.title")}
          </button>
        )}
        <div className="mt-6 flex items-start gap-3 border-line border-t pt-4">
          <Toggle checked={single} onChange={setSingle} labelledBy="single-keys" describedBy="single-keys-how" />
          <div>
            <div id="single-keys">{t("keys.single")}</div>
            <p id="single-keys-how" className="text-muted text-small">
              {t("keys.singleHow")}
            </p>
          </div>
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
