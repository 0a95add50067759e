"use client";

import { type RefObject, useEffect, useState } from "react";
import { whenIdle } from "@/app/_ui/when-idle";
import { whenLaidOut } from "./laid-out";
import type { Box } from "./tick-layout";

/** The layout of the text on the page. */
interface Geometry {
  /** The runs of text in order. */
  runs: Box[];
  /** The tops of sections, in CSS pixels from the top of the page. */
  sections: number[];
  /** The page height, in CSS pixels. */
  height: number;
}

const HEADINGS = ":is(h2, h3, h4, h5, h6)[data-block]";

/** The layout of the text on the page, updated when the window or the font changes. Null until all of it is laid out. */
export function useGeometry(text: RefObject<HTMLElement | null>, wanted: boolean): Geometry | null {
  const [geometry, setGeometry] = useState<Geometry | null>(null);
  useEffect(() => {
    const root = text.current;
    if (!root || !wanted) return;
    let cancel = () => {};
    const observer = new ResizeObserver(() => {
      cancel();
      cancel = whenIdle(() => setGeometry(geometryOf(root)));
    });
    const end = whenLaidOut(root, () => observer.observe(root));
    return () => {
      end();
      cancel();
      observer.disconnect();
    };
  }, [text, wanted]);
  return geometry;
}

function geometryOf(root: HTMLElement): Geometry {
  const { scrollY } = window;
  const runs = [...root.querySelectorAll<HTMLElement>("[data-start]")].map((run) => {
    const { top, height } = run.getBoundingClientRect();
    return { start: Number(run.dataset.start), top: top + scrollY, height };
  });
  const sections = [...root.querySelectorAll(HEADINGS)].map((heading) => heading.getBoundingClientRect().top + scrollY);
  return { runs, sections, height: document.documentElement.scrollHeight };
}
