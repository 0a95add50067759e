"use client";

import { type RefObject, useEffect, useState } from "react";
import { onOpening } from "@/app/_ui/on-demand";
import { footnoteId } from "./footnote-ids";

const Footnote = onOpening(() => import("./footnote").then((module) => module.Footnote));

/**
 * Opens footnotes in a popover beside their markers. Without JavaScript, a marker is a link to the list of footnotes at
 * the end of the text. The popover shows a copy of the footnote from that list.
 *
 * @param text the element whose footnote markers open a popover
 */
export function FootnotePopover({ text }: { text: RefObject<HTMLElement | null> }) {
  const [marker, setMarker] = useState<HTMLAnchorElement | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest<HTMLAnchorElement>("a[data-footnote]");
      // The list of footnotes in a long report may not be loaded yet.
      if (!link || !document.getElementById(footnoteId(link.dataset.footnote ?? ""))) return;
      event.preventDefault();
      setMarker(link);
      setOpen(true);
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text]);

  return <Footnote open={open} onOpenChange={setOpen} marker={marker} />;
}
