"use client";

import type { MouseEvent } from "react";
import { UNIT } from "@/lib/word-boxes/model";
import { useActions, useAnnotations, useNotesShown } from "../state/context";
import type { PlacedHighlight } from "../state/state";

/** An area to draw. */
export interface DrawnArea extends PlacedHighlight {
  area: NonNullable<PlacedHighlight["area"]>;
}

const isArea = (highlight: PlacedHighlight): highlight is DrawnArea => highlight.area !== null;

/** The areas to draw on pages and pictures. Those that the filter excludes are faint, and come first. */
export function useAreas(): { faint: readonly DrawnArea[]; clear: readonly DrawnArea[] } {
  const { clear, faint } = useNotesShown().painted;
  return { faint: faint.filter(isArea), clear: clear.filter(isArea) };
}

const percent = (value: number): string => `${(100 * value) / UNIT}%`;

interface AreaMarksProps {
  areas: readonly DrawnArea[];
  isFaint?: boolean;
}

/**
 * Draws areas over the page or picture that the positioned parent element shows. A click opens the card. The list of
 * highlights for screen readers contains the areas too.
 */
export function AreaMarks({ areas, isFaint = false }: AreaMarksProps) {
  const { openById } = useActions();
  const active = useAnnotations((state) => state.active);
  const click = (id: string) => (event: MouseEvent) => {
    event.stopPropagation();
    openById(id);
  };
  return areas.map(({ id, area, colour, description }) => (
    <div
      key={id}
      aria-hidden
      title={description}
      data-area={id}
      data-colour={colour}
      className={`area-mark ${isFaint ? "area-mark-faint" : ""} ${id === active ? "area-mark-active" : ""}`}
      style={{
        left: percent(area.x0),
        top: percent(area.y0),
        width: percent(area.x1 - area.x0),
        height: percent(area.y1 - area.y0),
      }}
      onClick={click(id)}
    />
  ));
}
