import { newView } from "@/app/_features/changes";
import { audiencesOf } from "@/app/_features/notes";
import { newOwnId, tryPersist } from "@/app/_features/sync";
import { blockOf, offsetsOfRange, passageName, spanOfBlock, textOfOffsets } from "@/app/_features/text";
import { copyText } from "@/app/_ui/copy-text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { Colour } from "@/lib/annotations/highlights/colours";
import { SELECTOR_CONTEXT, selectorOf } from "@/lib/annotations/highlights/selector";
import type { Audience } from "@/lib/annotations/rules";
import type { Cards } from "../state/cards";
import type { Highlights } from "../state/highlights";
import type { History } from "../state/history";
import type { PlacedHighlight, TextSelection, Tools } from "../state/state";
import type { Step } from "../state/undo";
import { changeMarkStyle, readMarkStyle } from "./mark-style";
import { toWords } from "./word-edges";

/**
 * Debounce delay for selection changes, in milliseconds. A delay is needed because releasing a touch handle fires no
 * event.
 */
const SETTLED_MS = 200;

/** How far the first and last words of a selection may extend beyond it, in UTF-16 code units. */
const LONGEST_WORD = 64;

/** Actions on the selected text or, if no text is selected, on the focused paragraph. */
export interface Selection {
  /**
   * Tracks the text selection.
   * @returns a function that stops tracking
   */
  watch(): () => void;
  /** Highlights the selected text. */
  highlight(colour: Colour): void;
  /** Highlights the selected text and opens the note editor. */
  write(): void;
  copyLink(): Promise<void>;
  sharePassage(): void;
  /** Sets the audience of future highlights. */
  chooseAudience(audience: Audience): void;
  /**
   * Selects the next audience.
   * @returns false if nothing is selected, or if the user can't highlight
   */
  toNextAudience(): boolean;
  /**
   * Clears the current selection. Doesn't use the debounced selection, because that text may already have been
   * highlighted.
   * @returns false if nothing is selected
   */
  unselect(): boolean;
  /** The open highlight, unless there is a selection or another paragraph has focus. */
  meant(): PlacedHighlight | undefined;
  /**
   * Deletes a highlight that was created only for a note, if the note was never saved.
   *
   * @returns a function that restores it; null if the highlight stays
   */
  unmark(highlight: PlacedHighlight): (() => void) | null;
}

interface Others {
  highlights: Highlights;
  history: History;
  cards: Cards;
}

export function createSelection({ t, page, get, update }: Tools, { highlights, history, cards }: Others): Selection {
  const { slug, edition, text } = page;
  let isTouch = false;
  /** The undo steps of the highlights that were created only to add a note, by highlight id. */
  const forNote = new Map<string, Step>();

  /** The current selection, not debounced, because a shortcut may be pressed before the selection settles. */
  const read = (): TextSelection | null => {
    const root = text.current;
    const now = document.getSelection();
    const range = now && now.rangeCount > 0 && !now.isCollapsed ? now.getRangeAt(0) : null;
    const place = root && range && selectableAt(root, range);
    const span = place ? offsetsOfRange(place, range) : null;
    const trimmed = span && root && trim(root, span);
    // Touch isn't precise enough for selecting individual letters.
    const whole = trimmed && isTouch ? widen(root, trimmed) : trimmed;
    const isBackward = now?.direction === "backward";
    return whole && range ? { ...whole, isBackward, anchor: anchorOf(range, isBackward) } : null;
  };

  /** The target of an action: the selection, or else the focused paragraph. */
  const passage = (): Span | null => {
    const block = cards.focusedBlock();
    return read() ?? (block && spanOfBlock(block));
  };

  // This only determines which controls are shown; the server checks the permission.
  const mayMark = () => get().me.role !== "reader";

  /**
   * Highlights a passage.
   * @returns the undo step; null if there was no passage or no storage left
   */
  const mark = (colour: Colour): Step | null => {
    const root = text.current;
    const span = passage();
    if (!mayMark() || !root || !span) return null;
    const { me, groups } = get();
    const id = newOwnId(me.id);
    const { audience } = readMarkStyle(t, groups);
    const highlight = {
      ...{ id, edition: edition.id },
      ...selectorOnPage(root, span),
      ...{ colour, ...audience, note: null },
    };
    const isKept = tryPersist(t, () => highlights.make(highlight, null, { kind: "highlight.create", highlight }));
    if (!isKept) return null;
    const after = newView(highlight, slug, { id: me.id, name: me.name });
    const made: Step = { highlight: id, what: "highlight", before: null, after };
    history.did(made);
    document.getSelection()?.removeAllRanges();
    changeMarkStyle(t, groups, { colour });
    return made;
  };

  return {
    watch() {
      let timer: ReturnType<typeof setTimeout>;
      let isDown = false;
      const later = () => {
        clearTimeout(timer);
        if (isDown) return;
        const show = () => {
          const selection = read();
          if (selection || get().selection) update({ selection });
        };
        timer = setTimeout(show, document.getSelection()?.isCollapsed ? 0 : SETTLED_MS);
      };
      const down = (event: PointerEvent) => {
        isDown = event.pointerType === "mouse";
        isTouch = event.pointerType === "touch";
      };
      const up = () => {
        isDown = false;
        later();
      };
      document.addEventListener("selectionchange", later);
      document.addEventListener("pointerdown", down);
      document.addEventListener("pointerup", up);
      return () => {
        clearTimeout(timer);
        document.removeEventListener("selectionchange", later);
        document.removeEventListener("pointerdown", down);
        document.removeEventListener("pointerup", up);
      };
    },
    highlight: (colour) => {
      const made = mark(colour);
      if (made) cards.open(get().hasMargin ? made.highlight : null);
    },
    write: () => {
      const made = mark(readMarkStyle(t, get().groups).colour);
      if (!made) return;
      forNote.set(made.highlight, made);
      cards.open(made.highlight);
      cards.edit(made.highlight);
    },
    copyLink: async () => {
      const span = passage();
      if (!span) return;
      const at = passageName({ ...span, edition: edition.ordinal });
      const link = new URL(`/r/${slug}?at=${at}`, window.location.origin).href;
      if (await copyText(link)) showToast({ title: t("notes.linkCopied") });
      else showToast({ title: t("notes.linkNotCopied"), description: link });
    },
    sharePassage: () => {
      const root = text.current;
      const span = passage();
      if (!mayMark() || !root || !span) return;
      const { start, end, quote } = selectorOnPage(root, span);
      cards.share({ edition: edition.id, start, end, quote, highlightId: null }, blockOf(root, span));
    },
    chooseAudience: (audience) => changeMarkStyle(t, get().groups, { audience }),
    toNextAudience: () => {
      if (!read() || !mayMark()) return false;
      const { groups } = get();
      changeMarkStyle(t, groups, { audience: audiencesOf(t, groups).after(readMarkStyle(t, groups).audience) });
      return true;
    },
    unselect: () => {
      const selected = read();
      if (!selected) return false;
      document.getSelection()?.removeAllRanges();
      cards.toText(selected);
      return true;
    },
    meant: () => {
      const { current } = get();
      const block = cards.focusedBlock();
      const isElsewhere = block && current && text.current && blockOf(text.current, current) !== block;
      return read() || isElsewhere ? undefined : current;
    },
    unmark: ({ id, note, tags }) => {
      const made = forNote.get(id);
      const unmade = made && !note && tags.length === 0 ? history.retract(made) : null;
      if (!unmade) return null;
      return () => {
        const again = history.repeat(unmade);
        if (again) forNote.set(id, again);
      };
    },
  };
}

/** The element whose text is selected: the text itself, or the pages of its file, which have the same offsets. */
function selectableAt(text: Element, range: Range): Element | null {
  if (range.intersectsNode(text)) return text;
  const pages = document.querySelector("[data-page-texts]");
  return pages && range.intersectsNode(pages) ? pages : null;
}

/** The selector for a span of the text on the page. */
export function selectorOnPage(root: Element, { start, end }: Span) {
  const from = Math.max(0, start - SELECTOR_CONTEXT - 1);
  const around = textOfOffsets(root, from, end + SELECTOR_CONTEXT + 1);
  return { ...selectorOf(around, start - from, end - from), start, end };
}

/** Removes whitespace from both ends, because a triple click also selects the line break after the paragraph. */
function trim(root: Element, { start, end }: Span): Span | null {
  const text = textOfOffsets(root, start, end);
  const left = text.length - text.trimStart().length;
  const right = text.length - text.trimEnd().length;
  return left === text.length ? null : { start: start + left, end: end - right };
}

/** Extends a span to whole words. */
function widen(root: Element, { start, end }: Span): Span {
  const from = Math.max(0, start - LONGEST_WORD);
  const words = toWords(textOfOffsets(root, from, end + LONGEST_WORD), { start: start - from, end: end - from });
  return { start: words.start + from, end: words.end + from };
}

function anchorOf(range: Range, isBackward: boolean): TextSelection["anchor"] {
  return {
    getBoundingClientRect: () => {
      const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
      const line = rects.at(isBackward ? 0 : -1) ?? range.getBoundingClientRect();
      return new DOMRect(isBackward ? line.left : line.right, line.top, 0, line.height);
    },
  };
}
