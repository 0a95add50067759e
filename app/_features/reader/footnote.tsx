"use client";

import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { closeButton } from "@/app/_ui/close-button";
import { footnoteId } from "./footnote-ids";

interface FootnoteProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The marker that the popover is anchored to. */
  marker: HTMLAnchorElement | null;
}

/** A footnote in a popover beside its marker. */
export function Footnote({ open, onOpenChange, marker }: FootnoteProps) {
  const t = useTranslations();
  const goingToList = useRef(false);
  useEffect(() => {
    if (open) goingToList.current = false;
  }, [open]);
  const label = marker?.dataset.footnote;
  const footnote = useMemo(() => (label === undefined ? null : read(label)), [label]);
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Portal>
        <Popover.Positioner anchor={marker} side="bottom" sideOffset={8} collisionPadding={16} className="z-40">
          <Popover.Popup
            finalFocus={() => (goingToList.current ? false : marker)}
            className="w-100 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-raised py-2 pr-1 pl-4 text-ink shadow-lg outline-none"
          >
            {label !== undefined && footnote && (
              <>
                <div className="flex items-center justify-between">
                  <Popover.Title className="font-semibold text-muted text-small">
                    {t("reader.footnote", { label })}
                  </Popover.Title>
                  <Popover.Close {...closeButton(t)} />
                </div>
                <div
                  key={label}
                  ref={(element) =>
                    element?.replaceChildren(...footnote.paragraphs.map((each) => each.cloneNode(true)))
                  }
                  lang={footnote.language}
                  className="prose flex flex-col gap-2 pr-3 text-body! leading-normal! [&>p]:m-0!"
                />
                <a
                  href={`#${encodeURIComponent(footnoteId(label))}`}
                  onClick={() => {
                    goingToList.current = true;
                    onOpenChange(false);
                  }}
                  className="inline-flex min-h-11 items-center text-accent text-small underline underline-offset-2"
                >
                  {t("reader.goToFootnote")}
                </a>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/**
 * A copy of a footnote from the list at the end, without anything that must occur only once on the page: ids, offsets
 * and page marks.
 */
function read(label: string): { language: string | undefined; paragraphs: HTMLElement[] } | null {
  const block = document.getElementById(footnoteId(label))?.querySelector<HTMLElement>("[data-block]");
  if (!block) return null;
  const runs = block.hasAttribute("data-start") ? [block] : [...block.querySelectorAll(":scope > [data-start]")];
  const language = block.closest<HTMLElement>("[lang]")?.lang;
  return { language, paragraphs: runs.map(copyOf) };
}

function copyOf(run: Element): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.append(...[...run.childNodes].map((node) => node.cloneNode(true)));
  for (const mark of paragraph.querySelectorAll(".page-mark")) mark.remove();
  for (const element of paragraph.querySelectorAll("[id], [tabindex], [aria-describedby]")) {
    for (const name of ["id", "tabindex", "aria-describedby"]) element.removeAttribute(name);
  }
  for (const link of paragraph.querySelectorAll("a:not([data-footnote])")) {
    link.textContent = shortened(link.textContent ?? "");
  }
  return paragraph;
}

/** Maximum length of a URL in the popover, in characters. */
const SHORT_ADDRESS = 48;

/** Shortens a URL: removes the scheme and "www.", and the middle of a long one. */
function shortened(text: string): string {
  const address = text.replace(/^https?:\/\/(?:www\.)?/iu, "");
  if (address === text || address.length <= SHORT_ADDRESS) return address;
  return `${address.slice(0, SHORT_ADDRESS - 13)}…${address.slice(-12)}`;
}
