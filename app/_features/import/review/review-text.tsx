"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { caretAt } from "@/app/_features/text";
import type { PreviewedText } from "@/lib/library/edition-schemas";
import { blockAt } from "./places";
import { offsetInBlock, previewedElements } from "./preview-html";
import type { ScrollPlace } from "./provisional-text";

/** Period after an automatic scroll, in milliseconds, during which scroll events aren't attributed to the user. */
const OWN_SCROLL_MS = 250;

interface ReviewTextProps {
  /** The scrolling element. */
  pane: RefObject<HTMLElement | null>;
  text: PreviewedText;
  /** Index of the selected block; -1 for none. */
  current: number;
  /** Warnings to show above blocks, by the block's index. */
  warnings: ReadonlyMap<number, readonly string[]>;
  /** @param at the offset in the block's text that was clicked */
  onSelect(index: number, at?: number): void;
  /** Called with the block at the top of the pane when the user scrolls. */
  onScrollTo(index: number): void;
  /** Where the user was in the provisional text, which this text replaces. */
  start: RefObject<TextStart>;
}

export interface TextStart {
  /** Null if the user hasn't scrolled. */
  place: ScrollPlace | null;
  hadFocus: boolean;
}

/** The text of a previewed report, whose blocks can be selected. React doesn't manage its elements. */
export function ReviewText({ pane, text, current, warnings, onSelect, onScrollTo, start }: ReviewTextProps) {
  const t = useTranslations();
  const root = useRef<HTMLDivElement>(null);
  const blocks = useRef<readonly (HTMLElement | undefined)[]>([]);
  const scrolledAt = useRef(0);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const hadFocus = element.contains(document.activeElement);
    const top = pane.current?.scrollTop ?? 0;
    element.replaceChildren(previewedElements(text.parts));
    const byId = new Map<string, HTMLElement>();
    for (const block of element.querySelectorAll<HTMLElement>("[data-block]")) byId.set(block.dataset.block!, block);
    blocks.current = text.blocks.map(({ id }) => byId.get(id));
    if (!pane.current) return;
    scrolledAt.current = performance.now();
    pane.current.scrollTop = top;
    if (hadFocus) pane.current.focus({ preventScroll: true });
  }, [text, pane]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other elements
  useLayoutEffect(() => {
    const shown: HTMLElement[] = [];
    for (const [index, sentences] of warnings) {
      const top = topLevelOf(root.current, blocks.current[index]);
      if (!top) continue;
      for (const sentence of sentences) {
        const note = document.createElement("p");
        note.className = "import-warning";
        note.dataset.skip = "";
        note.textContent = sentence;
        top.before(note);
        shown.push(note);
      }
    }
    return () => {
      for (const note of shown) note.remove();
    };
  }, [warnings, text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first text replaces the provisional one
  useLayoutEffect(() => {
    const { place, hadFocus } = start.current;
    start.current = { place: null, hadFocus: false };
    if (!pane.current) return;
    const box = place && blocks.current[blockAt(text.blocks, place.point)]?.getBoundingClientRect();
    if (box) pane.current.scrollTop += box.top - pane.current.getBoundingClientRect().top - place.offset;
    if (hadFocus) pane.current.focus({ preventScroll: true });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other elements
  useEffect(() => {
    const block = blocks.current[current];
    if (!block || !pane.current) return;
    block.setAttribute("aria-current", "true");
    const box = block.getBoundingClientRect();
    const view = pane.current.getBoundingClientRect();
    if (box.top < view.top || Math.min(box.bottom, box.top + view.height / 2) > view.bottom) {
      scrolledAt.current = performance.now();
      pane.current.scrollTop += box.top - view.top - view.height / 4;
    }
    if (pane.current.contains(document.activeElement)) block.focus({ preventScroll: true });
    return () => block.removeAttribute("aria-current");
  }, [current, text, pane]);

  const select = ({ target, clientX, clientY }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest("a")) return;
    const block = target.closest<HTMLElement>("[data-block]");
    const index = block ? blocks.current.indexOf(block) : -1;
    if (!block || index < 0) return;
    const caret = caretAt(clientX, clientY);
    onSelect(index, caret ? offsetInBlock(block, caret.node, caret.offset) : undefined);
  };

  const firstVisible = () => {
    const top = pane.current?.getBoundingClientRect().top ?? 0;
    // Binary search, because the blocks are in page order.
    let low = 0;
    let high = blocks.current.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const bottom = blocks.current[middle]?.getBoundingClientRect().bottom ?? top;
      if (bottom <= top) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, blocks.current.length - 1);
  };

  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || blocks.current.length === 0) return;
    event.preventDefault();
    onSelect(current < 0 ? firstVisible() : Math.min(blocks.current.length - 1, Math.max(0, current + step)));
  };

  return (
    <section
      ref={pane}
      aria-label={t("add.review.text")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      lang={text.language}
      className="h-full min-h-0 overflow-y-auto px-5 py-4"
      onClick={select}
      onKeyDown={move}
      onScroll={() => {
        if (performance.now() - scrolledAt.current > OWN_SCROLL_MS) onScrollTo(firstVisible());
      }}
    >
      <div ref={root} className="prose review mx-auto max-w-(--reading-measure)" />
    </section>
  );
}

/** The top-level element that contains a block. */
function topLevelOf(root: Element | null, block: Element | undefined): Element | null {
  let element: Element | null = block ?? null;
  while (element && element.parentElement !== root) element = element.parentElement;
  return element;
}
