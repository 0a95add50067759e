"use client";

import { useMediaQuery } from "@/app/_ui/use-media-query";
import { useStored } from "@/app/_ui/use-stored";

/** What the reader shows: the text, the pages of its file, or both. */
export type ReadingView = "text" | "page" | "side";

/** The view is a setting of the device, not of a user, because it depends on the screen. */
const KEY = "reading-view";
/** The view with pages that was used last. */
const PAGES_KEY = "reading-view/pages";

const isView = (value: string | null): value is ReadingView => value === "text" || value === "page" || value === "side";

/**
 * The view of reports that have pages, and a function that changes it. On screens without room for both, the pages
 * replace the text.
 */
export function useReadingView(hasPages: boolean): {
  view: ReadingView;
  /** Whether there is room for the text and the pages. */
  isWide: boolean;
  choose(view: ReadingView): void;
  /** Switches between the text and the pages. */
  toggle(): void;
} {
  const [stored, store] = useStored(KEY);
  const [former, storeFormer] = useStored(PAGES_KEY);
  const isWide = useMediaQuery("(width >= 77.5rem)");
  const chosen = isView(stored) && hasPages ? stored : "text";
  const view = chosen === "side" && !isWide ? "page" : chosen;
  const choose = (next: ReadingView) => {
    store(next);
    if (next !== "text") storeFormer(next);
  };
  const toggle = () => choose(view === "text" ? (former === "page" ? "page" : "side") : "text");
  return { view, isWide, choose, toggle };
}
