"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { isSamePlace, type PageControl, type PagePoint } from "@/app/_features/page-view";
import { headerBottom, offsetAtHeight, rangesOfOffsets } from "@/app/_features/text";
import { followViewport } from "@/app/_ui/follow-viewport";
import type { Span } from "@/lib/anchoring/anchor";
import type { EditionPages } from "@/lib/library/edition-page-schemas";
import { pageOf } from "@/lib/report/printed-numbers";
import { UNIT } from "@/lib/word-boxes/model";
import type { PageWords } from "./page-words";

/** Distance below the header at which the text and the page are aligned, in CSS pixels. */
const BELOW_HEADER = 28;

/**
 * Scrolls the text and the pages together: the passage at the top of one is brought to the top of the other.
 *
 * @returns a function that brings a place on a page to the top of the text
 */
export function usePageSync(
  text: RefObject<HTMLElement | null>,
  { pages }: EditionPages,
  words: PageWords,
  control: PageControl | null,
): (place: Pick<PagePoint, "page" | "y">) => void {
  /** Where the text was scrolled to by this hook. */
  const own = useRef<number | null>(null);
  /** Incremented by each scroll, so that a slow answer does not undo a later one. */
  const turn = useRef(0);
  /** Whether the text is about to follow the pages. Until then, the pages must not follow the text. */
  const isLeading = useRef(false);

  useEffect(() => {
    const root = text.current;
    if (!root) return;
    const follow = async () => {
      if (isLeading.current) return;
      if (own.current !== null && isSamePlace(window.scrollY, own.current)) return;
      own.current = null;
      const mine = ++turn.current;
      if (window.scrollY === 0) return control?.scrollTo({ page: 0, y: 0 }, 0);
      const offset = offsetAtHeight(root, headerBottom() + BELOW_HEADER);
      if (offset === null) return;
      const page = pageOf(pages, offset);
      const boxes = await words.of(page).catch(() => []);
      if (turn.current !== mine) return;
      const box = boxes.find(({ end }) => end > offset);
      control?.scrollTo({ page, y: box ? (1000 * box.y0) / UNIT : 0 }, BELOW_HEADER);
    };
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => void follow());
    };
    later();
    const end = followViewport(later);
    return () => {
      end();
      cancelAnimationFrame(frame);
    };
  }, [text, pages, words, control]);

  return useCallback(
    async ({ page, y }) => {
      const mine = ++turn.current;
      isLeading.current = true;
      const boxes = await words.of(page).catch(() => []);
      if (turn.current !== mine) return;
      isLeading.current = false;
      const root = text.current;
      if (!root) return;
      let first: (typeof boxes)[number] | undefined;
      for (const box of boxes) {
        if (box.y0 >= (UNIT * y) / 1000 && (!first || box.y0 < first.y0)) first = box;
      }
      const [range] = first ? rangesOfOffsets(root, [first]) : [];
      const top = range ? range.getBoundingClientRect().top - headerBottom() - BELOW_HEADER : 0;
      window.scrollBy({ top, behavior: "instant" });
      // Even if the page has no words: it must stay in view when the window is resized.
      own.current = window.scrollY;
    },
    [text, words],
  );
}

/**
 * Brings a passage into view on the pages when it is opened. When it is closed, the pages stay where they are.
 *
 * @param passage the open passage; undefined for none
 */
export function useReveal(
  { pages }: EditionPages,
  words: PageWords,
  control: PageControl | null,
  passage: Span | undefined,
): void {
  const start = passage?.start;
  useEffect(() => {
    if (start === undefined) return;
    let isOver = false;
    const show = async () => {
      const page = pageOf(pages, start);
      const boxes = await words.of(page).catch(() => []);
      await afterSync();
      const box = boxes.find(({ end }) => end > start);
      if (!isOver && box) control?.reveal({ page, y: (1000 * box.y0) / UNIT });
    };
    void show();
    return () => {
      isOver = true;
    };
  }, [start, pages, words, control]);
}

/** Waits until the pages have followed the text, which scrolls to an opened passage or figure too. */
export async function afterSync(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
