"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, SquareDashedMousePointer } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { type MarkedArea, useAreaMarking } from "@/app/_features/annotations";
import { PictureMarker } from "@/app/_features/pages";
import { offsetOfPoint } from "@/app/_features/text";
import { closeButton } from "@/app/_ui/close-button";
import { IconButton } from "@/app/_ui/icon-button";
import { StoredImage } from "@/app/_ui/stored-image";

interface LightBoxProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The element that contains the pictures. */
  text: RefObject<HTMLElement | null>;
  /** The link of the picture that is currently shown. */
  link: HTMLAnchorElement | null;
  onLink(link: HTMLAnchorElement): void;
}

/** Shows a picture from the text across the whole window, with its caption. */
export function LightBox({ open, onOpenChange, text, link, onLink }: LightBoxProps) {
  const t = useTranslations();
  const picture = useRef<HTMLButtonElement>(null);
  /** The link of the picture that is currently shown at its actual size. */
  const [zoomed, setZoomed] = useState<HTMLAnchorElement | null>(null);
  const links = open && text.current ? [...text.current.querySelectorAll<HTMLAnchorElement>("a[data-picture]")] : [];
  const index = link ? links.indexOf(link) : -1;
  const image = link?.querySelector("img");
  const isZoomed = zoomed !== null && zoomed === link;
  const { mayMark, markArea } = useAreaMarking();
  /** The area to add a note to once the lightbox has closed, because closing it moves the focus. */
  const pending = useRef<MarkedArea | null>(null);
  const movesFocus = useRef(false);
  /** The link of the picture on which the user is marking an area. */
  const [marked, setMarked] = useState<HTMLAnchorElement | null>(null);
  const isMarking = marked !== null && marked === link;

  const step = (by: 1 | -1) => {
    const next = links[index + by];
    if (!next) return;
    setZoomed(null);
    onLink(next);
  };
  const press = (event: KeyboardEvent) => {
    // A picture at its actual size may be larger than the window. If so, the arrow keys scroll it.
    if (isZoomed || isMarking || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    step(event.key === "ArrowLeft" ? -1 : 1);
  };

  return (
    <Dialog.Root
      open={open}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={(isOpen) => {
        setZoomed(null);
        setMarked(null);
        if (isOpen) movesFocus.current = false;
        if (isOpen || !pending.current) return;
        markArea(pending.current);
        pending.current = null;
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          initialFocus={picture}
          finalFocus={() => (movesFocus.current ? false : link)}
          onKeyDown={press}
          className="fixed inset-0 z-50 flex flex-col bg-paper text-ink outline-none"
        >
          <div className="flex items-center gap-1 border-line border-b px-4 py-1">
            <Dialog.Title className="min-w-0 flex-1 font-semibold text-muted text-small tabular-nums">
              {t("reader.lightBox.heading", { nth: index + 1, count: links.length })}
            </Dialog.Title>
            {links.length > 1 && (
              <>
                <IconButton
                  label={t("reader.lightBox.previous")}
                  icon={<ChevronLeft size={20} aria-hidden />}
                  aria-disabled={index <= 0 || undefined}
                  onClick={() => step(-1)}
                />
                <IconButton
                  label={t("reader.lightBox.next")}
                  icon={<ChevronRight size={20} aria-hidden />}
                  aria-disabled={index >= links.length - 1 || undefined}
                  onClick={() => step(1)}
                />
              </>
            )}
            {mayMark && (
              <IconButton
                label={t("areas.mark")}
                icon={<SquareDashedMousePointer size={20} aria-hidden />}
                aria-pressed={isMarking}
                onClick={() => setMarked(isMarking ? null : link)}
              />
            )}
            <Dialog.Close {...closeButton(t)} />
          </div>
          {link && image && isMarking && text.current && (
            <PictureMarker
              picture={link.dataset.picture ?? ""}
              src={link.href}
              alt={image.alt}
              place={placeOf(text.current, link, image.alt || t("areas.inPicture"))}
              onEnd={(area) => {
                setMarked(null);
                pending.current = area;
                movesFocus.current = area !== null;
                if (area) onOpenChange(false);
              }}
            />
          )}
          {link && image && !isMarking && (
            <button
              ref={picture}
              type="button"
              aria-pressed={isZoomed}
              onClick={() => setZoomed(isZoomed ? null : link)}
              className={`min-h-0 flex-1 p-4 ${isZoomed ? "cursor-zoom-out overflow-auto" : "grid cursor-zoom-in place-items-center overflow-hidden"}`}
            >
              <StoredImage
                key={link.href}
                src={link.href}
                alt={image.alt}
                className={`bg-white ${isZoomed ? "m-auto max-w-none" : "max-h-full min-h-0 max-w-full object-contain"}`}
              />
              <span className="sr-only">{t("reader.lightBox.zoom")}</span>
            </button>
          )}
          {link && <Caption link={link} alt={image?.alt ?? ""} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Where a picture belongs in the text, and what it shows: its caption, or else its description. */
function placeOf(text: HTMLElement, link: HTMLAnchorElement, alt: string) {
  const after = offsetOfPoint(text, link, link.childNodes.length, "start");
  const before = offsetOfPoint(text, link, 0, "end");
  const caption = link.closest("figure")?.querySelector("figcaption");
  const words = caption ? textOf(caption).replace(/\s+/gu, " ").trim() : "";
  return { offset: after ?? before ?? 0, description: words || alt };
}

/** A picture's caption, or its description if it has no caption. */
function Caption({ link, alt }: { link: HTMLAnchorElement; alt: string }) {
  const caption = link.closest("figure")?.querySelector("figcaption");
  const text = caption ? textOf(caption) : alt;
  if (text === "") return null;
  const lang = caption?.closest<HTMLElement>("[lang]")?.lang;
  return (
    <Dialog.Description
      lang={lang}
      className="max-h-[30dvh] overflow-y-auto border-line border-t px-4 py-3 text-center font-serif"
    >
      {text}
    </Dialog.Description>
  );
}

/** The text of a caption, without markers and labels. */
function textOf(caption: Element): string {
  const copy = caption.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll("[data-skip]")) element.remove();
  return copy.textContent ?? "";
}
