import { spanOfBlock } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";

/**
 * How far beyond the window still counts as near, in windows: what the fastest wheel reaches before it is told. All that is near is
 * painted anew whenever something of it changes.
 */
const BEYOND = 0.5;

/**
 * Tells which part of the text is near the window as the page scrolls; all of it while the page is printed.
 *
 * @param root the element that holds the report's text
 * @param tell called with the part, in UTF-16 code units, as soon as it is known and whenever it is another
 * @returns ends that
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
  const tellAll = () => tell({ start: 0, end: Number.POSITIVE_INFINITY });
  window.addEventListener("beforeprint", tellAll);
  window.addEventListener("afterprint", tellNear);
  return () => {
    observer.disconnect();
    window.removeEventListener("beforeprint", tellAll);
    window.removeEventListener("afterprint", tellNear);
  };
}
