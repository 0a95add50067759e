"use client";

import { Dialog } from "@base-ui/react/dialog";
import { type RefObject, useRef } from "react";
import { openSyntaxCard } from "@/app/_features/search";
import { words } from "@/app/_messages/en";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Toggle } from "@/app/_ui/toggle";
import { useSingleKeys } from "@/app/_ui/use-keys";

interface KeysListProps {
  hasSearch: boolean;
  mayMark: boolean;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The button that opened it; null where a key did. */
  opener: RefObject<HTMLElement | null>;
}

/** The list of keys: see `KeysDialog`. */
export function KeysList({ hasSearch, mayMark, open, onOpenChange, opener }: KeysListProps) {
  const isLeavingForCard = useRef(false);
  const [single, setSingle] = useSingleKeys();
  const list = mayMark ? words.keys.list : words.keys.list.filter((key) => !("marks" in key));
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
          <Dialog.Title className="font-semibold text-prose">{words.keys.label}</Dialog.Title>
          <Dialog.Close {...closeButton} />
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
              <dd>{does}</dd>
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
            {words.search.syntax.title}
          </button>
        )}
        <div className="mt-6 flex items-start gap-3 border-line border-t pt-4">
          <Toggle checked={single} onChange={setSingle} labelledBy="single-keys" describedBy="single-keys-how" />
          <div>
            <div id="single-keys">{words.keys.single}</div>
            <p id="single-keys-how" className="text-muted text-small">
              {words.keys.singleHow}
            </p>
          </div>
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
