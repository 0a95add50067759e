import { spanOfBlock } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";

/**
 * Text counts as near the window if it is within this distance, in window heights. The distance is as far as the
 * fastest wheel scrolls before the observer fires. It is no larger, because everything near the window is repainted
 * whenever part of it changes.
 */
const BEYOND = 0.5;

/**
 * Tracks which part of the text is near the window as the user scrolls.
 *
 * @param root the element that contains the report's text
 * @param tell called with the span, in UTF-16 code units, once it is known and whenever it changes
 * @returns a function that stops tracking
 */
export function watchNearText(root: Element, tell: (near: Span) => void): () => void {
  const spans = new Map<Element, Span>();
  const near = new Set<Element>();
  const tellNear = () => {
    let [start, end] = [Number.POSITIVE_INFINITY, 0];
    for (const block of near) {
      const span = spans.get(block) ?? spanOfBlock(block);
      if (!span) continue;
      spans.set(block, span);
      start = Math.min(start, span.start);
      end = Math.max(end, span.end);
    }
    if (end > 0) tell({ start, end });
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      tellNear();
    },
    { rootMargin: `${100 * BEYOND}% 0px` },
  );
  for (const block of root.querySelectorAll("[data-block]")) observer.observe(block);
  return () => observer.disconnect();
}
