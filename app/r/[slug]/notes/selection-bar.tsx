"use client";

import { Popover } from "@base-ui/react/popover";
import { Link2, NotebookPen, Share2 } from "lucide-react";
import { IconButton } from "@/app/ui/icon-button";
import { words } from "@/app/words/en";
import type { Colour } from "@/lib/annotations/colours";
import { ColourButtons } from "./colour-buttons";
import type { TextSelection } from "./use-selection";

interface SelectionBarProps {
  selection: TextSelection | null;
  /** Whether the person may mark the text and share it; those who only read copy links. */
  mayMark: boolean;
  onHighlight(colour: Colour): void;
  onNote(): void;
  onCopyLink(): void;
  onShare(): void;
}

/**
 * What can be done with a selection, beside its end: below it, where no finger is. It takes no focus, so the selection
 * stays; `data-keys` lets the page's keys act while it is open.
 */
export function SelectionBar({ selection, mayMark, onHighlight, onNote, onCopyLink, onShare }: SelectionBarProps) {
  return (
    <Popover.Root open={selection !== null}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={selection?.anchor}
          side="bottom"
          sideOffset={12}
          collisionPadding={8}
          className="z-30"
        >
          <Popover.Popup
            initialFocus={false}
            finalFocus={false}
            data-keys
            aria-label={words.notes.selectionBar}
            onPointerDown={(event) => event.preventDefault()}
            className="flex items-center rounded-md border border-line bg-raised px-1 text-ink shadow-lg outline-none"
          >
            {mayMark && (
              <>
                <ColourButtons label={words.notes.highlightIn} onChoose={onHighlight} />
                <span aria-hidden className="mx-1 h-6 border-line border-l" />
                <IconButton
                  label={words.notes.write}
                  shortcut="m"
                  icon={<NotebookPen size={20} aria-hidden />}
                  onClick={onNote}
                />
              </>
            )}
            <IconButton
              label={words.notes.copyLink}
              shortcut="l"
              icon={<Link2 size={20} aria-hidden />}
              onClick={onCopyLink}
            />
            {mayMark && (
              <IconButton
                label={words.notes.share}
                shortcut="s"
                icon={<Share2 size={20} aria-hidden />}
                onClick={onShare}
              />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
