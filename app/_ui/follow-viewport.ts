/**
 * Calls a function when the window is scrolled or resized, at most once per frame.
 *
 * @returns a function that stops the calls
 */
export function followViewport(look: () => void): () => void {
  let frame = 0;
  const later = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      look();
    });
  };
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener("scroll", later);
    window.removeEventListener("resize", later);
  };
}
