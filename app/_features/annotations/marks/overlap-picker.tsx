"use client";

import { Popover } from "@base-ui/react/popover";
import { StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { colourSaid, useColourNames } from "@/app/_features/notes";
import { blockOf } from "@/app/_features/text";
import { writerName } from "@/app/_messages/writers";
import { moveAmong } from "@/app/_ui/arrow-keys";
import { shortened } from "@/app/_ui/shortened";
import { wordsOf } from "@/lib/annotations/areas/words";
import { writerOf } from "@/lib/annotations/attribution";
import { useActions, useAnnotations, usePage } from "../state/context";
import type { OverlappingHighlights } from "./use-pick";

/** Length of each quote in characters. */
const QUOTE_LENGTH = 60;

interface OverlapPickerProps {
  /** The highlights to choose from; null while the picker is closed. */
  overlapping: OverlappingHighlights | null;
  /** Closes the picker, with or without a choice. */
  onAnswer(overlapping: OverlappingHighlights): void;
}

/**
 * A menu at the clicked position for choosing one of several overlapping highlights. The shortest highlight comes
 * first.
 */
export function OverlapPicker({ overlapping, onAnswer }: OverlapPickerProps) {
  const t = useTranslations();
  const { text } = usePage();
  const { open, openByKey } = useActions();
  const highlights = useAnnotations((state) => state.placed);
  const [nameOf] = useColourNames();
  const list = useRef<HTMLUListElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  /** The element that receives focus afterwards: the chosen highlight's card, or else the paragraph. */
  const after = useRef<HTMLElement | null>(null);
  const anchor = useMemo(
    () =>
      overlapping && {
        getBoundingClientRect: () => new DOMRect(overlapping.x - window.scrollX, overlapping.y - window.scrollY, 0, 0),
      },
    [overlapping],
  );
  const choices = (overlapping?.ids ?? []).flatMap((id) => highlights.find((each) => each.id === id) ?? []);
  const end = () => {
    after.current = text.current && choices[0] ? blockOf(text.current, choices[0]) : null;
    if (overlapping) onAnswer(overlapping);
  };

  return (
    <Popover.Root open={choices.length > 0} onOpenChange={(isOpen) => !isOpen && end()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" sideOffset={8} collisionPadding={8} className="z-30">
          <Popover.Popup
            initialFocus={first}
            finalFocus={() => after.current ?? false}
            className="w-80 max-w-[calc(100vw-1rem)] rounded-md border border-control bg-raised py-1 text-ink shadow-lg outline-none"
          >
            <Popover.Title className="px-3 py-1 text-muted text-small">
              {t("notes.overlapping", { count: choices.length })}
            </Popover.Title>
            <ul
              ref={list}
              className="max-h-[50dvh] overflow-y-auto"
              onKeyDown={(event) => {
                if (event.key === "Escape") return;
                moveAmong(event, [...(list.current?.querySelectorAll("button") ?? [])], () => {});
              }}
            >
              {choices.map((highlight, index) => (
                <li key={highlight.id} data-colour={highlight.colour}>
                  <button
                    ref={index === 0 ? first : undefined}
                    type="button"
                    onClick={({ detail }) => {
                      end();
                      after.current = null;
                      if (detail === 0) openByKey(highlight);
                      else open(highlight.id);
                    }}
                    className="flex min-h-11 w-full cursor-pointer items-center gap-3 border-l-(--colour) border-l-5 px-3 py-1.5 text-left -outline-offset-2 hover:bg-accent-soft"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block font-serif italic">{shortened(wordsOf(highlight), QUOTE_LENGTH)}</span>
                      <span className="block text-muted text-small">
                        {t("notes.overlappingBy", {
                          writer: writerName(t, writerOf(highlight)),
                          colour: colourSaid(t, highlight.colour, nameOf(highlight.colour)),
                        })}
                      </span>
                    </span>
                    {highlight.note && (
                      <StickyNote
                        size={16}
                        role="img"
                        aria-label={t("notes.hasNote")}
                        className="shrink-0 text-muted"
                      />
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
