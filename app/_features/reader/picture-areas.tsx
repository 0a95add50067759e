"use client";

import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { AreaMarks, type DrawnArea, useAreas } from "@/app/_features/annotations";
import { whenLaidOut } from "@/app/_features/text";

/** Draws the areas that are marked on the pictures in the text. */
export function PictureAreas({ text }: { text: RefObject<HTMLElement | null> }) {
  const { faint, clear } = useAreas();
  const ids = [...new Set([...faint, ...clear].flatMap(({ area }) => ("picture" in area ? area.picture : [])))];
  const selector = ids.map((id) => `a[data-picture="${id}"]`).join();
  const [links, setLinks] = useState<readonly HTMLElement[]>([]);
  useEffect(() => {
    const root = text.current;
    if (!root) return;
    return whenLaidOut(root, () => setLinks(selector ? [...root.querySelectorAll<HTMLElement>(selector)] : []));
  }, [text, selector]);
  return links.map((link, nth) => {
    const isHere = ({ area }: DrawnArea) => "picture" in area && area.picture === link.dataset.picture;
    return (
      link.parentElement &&
      createPortal(
        <OverPicture link={link}>
          <AreaMarks areas={faint.filter(isHere)} isFaint />
          <AreaMarks areas={clear.filter(isHere)} />
        </OverPicture>,
        link.parentElement,
        String(nth),
      )
    );
  });
}

/** An element that covers a picture. Clicks pass through it to the picture's link, except on areas. */
function OverPicture({ link, children }: { link: HTMLElement; children: ReactNode }) {
  const [place, setPlace] = useState({ left: 0, top: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = link;
      setPlace({ left, top, width, height });
    };
    const observer = new ResizeObserver(measure);
    for (const element of [link, link.parentElement]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [link]);
  return (
    <div data-skip className="pointer-events-none absolute" style={place}>
      {children}
    </div>
  );
}
