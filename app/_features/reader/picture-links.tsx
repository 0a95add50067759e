"use client";

import { type RefObject, useEffect, useState } from "react";
import { onOpening } from "@/app/_ui/on-demand";

const LightBox = onOpening(() => import("./light-box").then((module) => module.LightBox));

/**
 * Opens pictures in a lightbox. Without JavaScript, a picture is a link to its file.
 *
 * @param text the element whose pictures open in the lightbox
 */
export function PictureLinks({ text }: { text: RefObject<HTMLElement | null> }) {
  const [link, setLink] = useState<HTMLAnchorElement | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const picture = event.target.closest<HTMLAnchorElement>("a[data-picture]");
      if (!picture) return;
      event.preventDefault();
      setLink(picture);
      setOpen(true);
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text]);

  return <LightBox open={open} onOpenChange={setOpen} text={text} link={link} onLink={setLink} />;
}
