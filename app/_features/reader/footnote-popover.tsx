"use client";

import { Popover } from "@base-ui/react/popover";
import { type RefObject, useEffect, useRef, useState } from "react";
import { words } from "@/app/_messages/en";
import { closeButton } from "@/app/_ui/close-button";
import type { Language, Run } from "@/lib/report/model";
import { footnoteId, Inlines } from "./inlines";

/** What is shown of a footnote in place. */
export interface FootnoteContent {
  label: string;
  language: Language;
  runs: Run[];
}

interface FootnotePopoverProps {
  /** The element whose footnote markers open in place. */
  text: RefObject<HTMLElement | null>;
  footnotes: readonly FootnoteContent[];
}

/** Opens footnotes beside their markers. Without scripts a marker is a link to the list at the end. */
export function FootnotePopover({ text, footnotes }: FootnotePopoverProps) {
  const [marker, setMarker] = useState<HTMLAnchorElement | null>(null);
  const [open, setOpen] = useState(false);
  const goingToList = useRef(false);
  const footnote = footnotes.find(({ label }) => label === marker?.dataset.footnote);

  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest<HTMLAnchorElement>("a[data-footnote]");
      if (!link) return;
      event.preventDefault();
      goingToList.current = false;
      setMarker(link);
      setOpen(true);
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text]);

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Portal>
        <Popover.Positioner anchor={marker} side="bottom" sideOffset={8} collisionPadding={16} className="z-40">
          <Popover.Popup
            finalFocus={() => (goingToList.current ? false : marker)}
            className="w-100 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-raised py-2 pr-1 pl-4 text-ink shadow-lg outline-none"
          >
            {footnote && (
              <>
                <div className="flex items-center justify-between">
                  <Popover.Title className="font-semibold text-muted text-small">
                    {words.reader.footnote(footnote.label)}
                  </Popover.Title>
                  <Popover.Close {...closeButton} />
                </div>
                <div lang={footnote.language} className="prose flex flex-col gap-2 pr-3 text-body! leading-normal!">
                  {footnote.runs.map((run) => (
                    <p key={run.start} className="m-0!">
                      <Inlines inlines={run.inlines} live={false} />
                    </p>
                  ))}
                </div>
                <a
                  href={`#${encodeURIComponent(footnoteId(footnote.label))}`}
                  onClick={() => {
                    goingToList.current = true;
                    setOpen(false);
                  }}
                  className="inline-flex min-h-11 items-center text-accent text-small underline underline-offset-2"
                >
                  {words.reader.goToFootnote}
                </a>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
