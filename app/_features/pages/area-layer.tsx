"use client";

import { AreaMarks, type DrawnArea, useAreas } from "@/app/_features/annotations";
import { onPages } from "@/lib/word-boxes/figures";
import type { FigurePlace } from "@/lib/word-boxes/model";

interface AreaLayerProps {
  /** Index of the page. */
  page: number;
  /** Where the pictures of the text are on the pages. */
  figures: readonly FigurePlace[];
}

/** The areas that are marked on a page, or on the pictures that it shows. */
export function AreaLayer({ page, figures }: AreaLayerProps) {
  const { faint, clear } = useAreas();
  const here = (areas: readonly DrawnArea[]) =>
    areas.flatMap((marked) => {
      const { area } = marked;
      const places = "page" in area ? [area] : onPages(area, figures);
      const own = places.find((place) => place.page === page);
      return own ? [{ ...marked, area: own }] : [];
    });
  return (
    <>
      <AreaMarks areas={here(faint)} isFaint />
      <AreaMarks areas={here(clear)} />
    </>
  );
}
