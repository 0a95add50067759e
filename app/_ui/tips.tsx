"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** Hover time before a tooltip is shown, in milliseconds. */
const DELAY = 600;
/**
 * How long a tooltip stays after the pointer has left its button, in milliseconds, so that the pointer can move onto
 * the tooltip (WCAG 2.2, 1.4.13).
 */
const GRACE = 100;
/** Distance of a tooltip from its button and from the edge of the window, in CSS pixels. */
const GAP = 4;

/**
 * The tooltips of all buttons with `data-tip`. A page has a single instance for all of its buttons, of which there may
 * be hundreds.
 */
export function Tips() {
  const [button, setButton] = useState<HTMLElement | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: HTMLElement | null = null;
    const show = (next: HTMLElement | null) => {
      clearTimeout(timer);
      shown = next;
      setButton(next);
    };
    const hide = () => show(null);
    const over = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === "touch" || !(target instanceof Element)) return;
      clearTimeout(timer);
      const next = target.closest<HTMLElement>("[data-tip]");
      if (next === shown || box.current?.contains(target)) return;
      timer = setTimeout(() => show(next), next ? DELAY : GRACE);
    };
    const focus = ({ target }: FocusEvent) => {
      show(target instanceof HTMLElement && target.matches("[data-tip]:focus-visible") ? target : null);
    };
    const key = (event: KeyboardEvent) => event.key === "Escape" && hide();
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("focusin", focus);
    document.addEventListener("focusout", hide);
    document.addEventListener("keydown", key);
    document.addEventListener("scroll", hide, { passive: true, capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", over);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("focusin", focus);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", key);
      document.removeEventListener("scroll", hide, { capture: true });
    };
  }, []);

  useLayoutEffect(() => {
    const tip = box.current;
    if (!tip || !button) return;
    const { top, bottom, left, width } = button.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const isBelow = bottom + GAP + size.height <= window.innerHeight;
    const most = document.documentElement.clientWidth - size.width - GAP;
    tip.style.top = `${isBelow ? bottom + GAP : top - GAP - size.height}px`;
    tip.style.left = `${Math.max(GAP, Math.min(most, left + width / 2 - size.width / 2))}px`;
  }, [button]);

  if (!button?.isConnected) return null;
  const { tip, tipKey } = button.dataset;
  return (
    // Hidden from assistive technology, because its text is already the button's name.
    <div
      ref={box}
      aria-hidden
      className="fixed top-0 left-0 z-60 w-max max-w-80 rounded bg-ink px-2 py-1 text-paper text-small print:hidden"
    >
      {tip}
      {tipKey && <kbd className="ms-2 font-sans opacity-80">{tipKey}</kbd>}
    </div>
  );
}
