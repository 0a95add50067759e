"use client";

import { onDemand, onOpening } from "@/app/_ui/on-demand";

// Components that several others show or preload.

export const HighlightCard = onDemand(() => import("./card/highlight-card").then((module) => module.HighlightCard));
export const FilterBar = onDemand(() => import("./margin/filter-bar").then((module) => module.FilterBar));
export const Margin = onDemand(async () => {
  // The margin measures the cards, so both are loaded together.
  const [{ Margin }] = await Promise.all([import("./margin/margin"), import("./card/highlight-card")]);
  return Margin;
});
export const NotesSheet = onOpening(
  () => import("./margin/notes-sheet").then((module) => module.NotesSheet),
  ({ isOpen }) => isOpen,
);
export const UnplacedList = onDemand(() => import("./margin/unplaced-list").then((module) => module.UnplacedList));
