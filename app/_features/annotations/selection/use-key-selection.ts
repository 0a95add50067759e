"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import {
  offsetsOfRange,
  placeAtTop,
  rangesOfOffsets,
  showRange,
  spanOfBlock,
  textOfOffsets,
} from "@/app/_features/text";
import type { Keys } from "@/app/_ui/use-keys";
import { type Marked, PassageSteps, type Unit } from "./passage-steps";

interface KeySelection {
  /**
   * Screen reader announcement: instructions at the start, then the selected text. Empty unless keyboard selection is
   * active.
   */
  said: string;
  /**
   * Starts keyboard selection at the current selection, or else at the focused paragraph, or else at the top of the
   * window.
   */
  begin(): void;
  /**
   * Clears the selection.
   * @returns false if keyboard selection isn't active
   */
  end(): boolean;
  /** Shortcuts that move and extend the selection; empty while inactive. */
  keys: Keys;
}

/** A keyboard selection, and an object that computes where it can move. */
interface Mode {
  steps: PassageSteps;
  marked: Marked;
}

/** Arrow keys and the units they move by. */
const STEPS: readonly (readonly [key: string, unit: Unit, by: 1 | -1])[] = [
  ["ArrowRight", "word", 1],
  ["ArrowLeft", "word", -1],
  ["ArrowDown", "sentence", 1],
  ["ArrowUp", "sentence", -1],
  ["PageDown", "block", 1],
  ["PageUp", "block", -1],
];

/**
 * Keyboard selection of text. It moves the browser's own selection, so all selection actions work with it. Any other
 * change of the selection ends it.
 *
 * @param text the element that contains the report's text
 */
export function useKeySelection(text: RefObject<HTMLElement | null>): KeySelection {
  const t = useTranslations();
  const [mode, setMode] = useState<Mode | null>(null);
  const [said, setSaid] = useState("");
  /** Whether the next selection change will come from this hook. */
  const isOurs = useRef(false);
  const isOn = mode !== null;

  useEffect(() => {
    if (!isOn) return;
    const changed = () => {
      if (isOurs.current) isOurs.current = false;
      else leave();
    };
    const leave = () => {
      setMode(null);
      setSaid("");
    };
    document.addEventListener("selectionchange", changed);
    return () => document.removeEventListener("selectionchange", changed);
  }, [isOn]);

  const select = (next: Mode, how: string) => {
    const root = text.current;
    const span = next.steps.span(next.marked);
    const [range] = root ? rangesOfOffsets(root, [span]) : [];
    if (!root || !range) return;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    isOurs.current = true;
    if (next.marked.focus < next.marked.anchor) {
      document.getSelection()?.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
    } else document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    showRange(range);
    setMode(next);
    setSaid(`${how}${shortened(textOfOffsets(root, span.start, span.end))}`);
  };

  const step = (unit: Unit, by: 1 | -1) => (event: KeyboardEvent) => {
    if (!mode) return false;
    const { steps, marked } = mode;
    const next = event.shiftKey ? steps.extend(marked, unit, by) : steps.move(marked, unit, by);
    if (next.anchor !== marked.anchor || next.focus !== marked.focus) select({ steps, marked: next }, "");
  };

  return {
    said,
    begin: () => {
      const root = text.current;
      if (!root) return;
      const steps = stepsOn(root);
      const span = placeToBegin(root);
      const marked = span.end > span.start ? steps.touching(span) : steps.from(span.start);
      if (marked) select({ steps, marked }, t("notes.selectingHow"));
    },
    end: () => {
      if (isOn) document.getSelection()?.removeAllRanges();
      return isOn;
    },
    keys: isOn ? Object.fromEntries(STEPS.map(([key, unit, by]) => [key, step(unit, by)])) : {},
  };
}

function stepsOn(root: Element): PassageSteps {
  const blocks = [...root.querySelectorAll("[data-block]")].flatMap((block) => spanOfBlock(block) ?? []);
  return new PassageSteps(
    textOfOffsets(root, 0, Number.POSITIVE_INFINITY),
    blocks.sort((a, b) => a.start - b.start),
  );
}

/** The selected span; before anything is selected, an empty span at the start position. */
function placeToBegin(root: Element): { start: number; end: number } {
  const selection = document.getSelection();
  const range = selection && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const selected = range?.intersectsNode(root) ? offsetsOfRange(root, range) : null;
  if (selected) return selected;
  const block = root.querySelector("[data-block]:focus") ?? placeAtTop(root)?.element;
  const start = (block && spanOfBlock(block)?.start) ?? 0;
  return { start, end: start };
}

/** Screen reader announcement of a selection: the whole text if it is short, otherwise only its beginning and end. */
function shortened(text: string): string {
  const said = text.replaceAll(/\s+/gu, " ");
  if (said.length <= 120) return said;
  return `${said.slice(0, said.indexOf(" ", 40))} … ${said.slice(said.lastIndexOf(" ", said.length - 40) + 1)}`;
}
