import type { Span } from "@/lib/anchoring/anchor";
import { heightFinder } from "./text-offsets";

/**
 * Text counts as near the window if it is within this distance, in window heights. A page scrolled by the compositor
 * may be ahead of its scripts by part of a window. The distance is no larger, because everything near the window is
 * repainted whenever part of it changes.
 */
const BEYOND = 0.5;

/**
 * Tracks which part of the text is near the window as the user scrolls. It is found by binary search in each frame in
 * which the page scrolls, because with thousands of blocks, an IntersectionObserver takes several milliseconds of every
 * frame, even while nothing scrolls.
 *
 * @param root the element that contains the report's text
 * @param tell called with the span, in UTF-16 code units, at once and whenever it changes
 * @returns a function that stops tracking
 */
export function watchNearText(root: Element, tell: (near: Span) => void): () => void {
  const spanBetween = heightFinder(root);
  let told: Span | null = null;
  const look = () => {
    const { innerHeight } = window;
    const near = spanBetween(-innerHeight * BEYOND, innerHeight * (1 + BEYOND));
    if (told?.start === near.start && told.end === near.end) return;
    told = near;
    tell(near);
  };
  look();
  const watching = new AbortController();
  window.addEventListener("scroll", look, { passive: true, signal: watching.signal });
  window.addEventListener("resize", look, { signal: watching.signal });
  // The text moves without scrolling when fonts load, or when the width of its column changes.
  const observer = new ResizeObserver(look);
  observer.observe(root);
  return () => {
    watching.abort();
    observer.disconnect();
  };
}
