"use client";

import { type RefObject, useEffect, useMemo } from "react";
import type { PageControl } from "@/app/_features/page-view";
import type { EditionPages } from "@/lib/library/edition-page-schemas";
import type { SearchDocument } from "@/lib/search/documents";
import { type FigurePlace, UNIT } from "@/lib/word-boxes/model";
import type { PageWords } from "./page-words";
import { afterSync, useReveal } from "./use-page-sync";

/**
 * Brings the figure of the open search result into view on the pages. If its place isn't known, brings the text at its
 * place into view.
 *
 * @returns the place of the figure; null if it isn't known, or another kind of result is open
 */
export function useOpenedFigure(
  text: RefObject<HTMLElement | null>,
  data: EditionPages,
  words: PageWords,
  control: PageControl | null,
  opened: SearchDocument | undefined,
): FigurePlace | null {
  const figure = opened?.kind === "figure" ? opened : undefined;
  const place = useMemo(
    () => (figure && text.current ? placeOf(text.current, figure.block, data.figures) : null),
    [text, figure, data.figures],
  );
  useReveal(data, words, control, figure && !place ? { start: figure.start, end: figure.start } : undefined);
  useEffect(() => {
    if (!place) return;
    let isOver = false;
    const show = async () => {
      const { page, y0 } = place;
      await words.of(page).catch(() => []);
      await afterSync();
      if (!isOver) control?.reveal({ page, y: (1000 * y0) / UNIT });
    };
    void show();
    return () => {
      isOver = true;
    };
  }, [place, words, control]);
  return place;
}

/** The place of a figure on the pages. The same picture can be there several times, in the order of the text. */
function placeOf(root: HTMLElement, id: string, figures: readonly FigurePlace[]): FigurePlace | null {
  const link = document.getElementById(id)?.querySelector<HTMLElement>("[data-picture]");
  const picture = link?.dataset.picture;
  if (!link || picture === undefined) return null;
  const nth = [...root.querySelectorAll(`[data-picture="${picture}"]`)].indexOf(link);
  return figures.filter((figure) => figure.picture === picture)[nth] ?? null;
}
