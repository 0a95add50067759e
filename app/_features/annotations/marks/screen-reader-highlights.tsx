"use client";

import { useTranslations } from "next-intl";
import { memo, useEffect, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { blockFinder, whenLaidOut } from "@/app/_features/text";
import { byline } from "@/app/_messages/writers";
import { whenIdle } from "@/app/_ui/when-idle";
import { wordsOf } from "@/lib/annotations/areas/words";
import { isAttribution, writerOf } from "@/lib/annotations/attribution";
import { noteText } from "@/lib/annotations/notes/note-text";
import { useActions, useAnnotations, usePage } from "../state/context";
import type { PlacedHighlight } from "../state/state";

interface Group {
  /** The block where the highlights start. */
  block: HTMLElement;
  /** The element after the block. The list is rendered into it. */
  slot: Element;
  highlights: PlacedHighlight[];
}

function groupsOf(root: HTMLElement, highlights: readonly PlacedHighlight[]): Group[] {
  const blockAt = blockFinder(root);
  const byBlock = new Map<Element, PlacedHighlight[]>();
  for (const highlight of highlights) {
    const block = blockAt(highlight);
    if (!block) continue;
    const own = byBlock.get(block);
    if (own) own.push(highlight);
    else byBlock.set(block, [highlight]);
  }
  const groups: Group[] = [];
  let slot: Element | null = null;
  for (const element of [...root.querySelectorAll<HTMLElement>("[data-block], [data-slot]")].reverse()) {
    if (element.hasAttribute("data-slot")) slot = element;
    const own = byBlock.get(element);
    if (own && slot) groups.unshift({ block: element, slot, highlights: own });
  }
  return groups;
}

/**
 * Highlights for screen readers, which can't perceive painted ones. Each highlighted block refers (`aria-details`) to
 * the list after it, which contains its quotes and notes. Each highlight in the list is a button that opens it. The
 * button is visible only while it has the keyboard focus.
 */
export function ScreenReaderHighlights() {
  const { text } = usePage();
  const highlights = useAnnotations((state) => state.placed);
  const { openById } = useActions();
  const [groups, setGroups] = useState<Group[]>([]);
  // Visible content is rendered first, because with thousands of highlights, these lists take longer to render than
  // everything else.
  useEffect(() => {
    const root = text.current;
    if (!root) return;
    let cancel = () => {};
    const end = whenLaidOut(root, () => {
      cancel = whenIdle(() => setGroups(groupsOf(root, highlights)));
    });
    return () => {
      end();
      cancel();
    };
  }, [text, highlights]);
  // The attributes are updated together with the lists, so that no block ever refers to a missing list.
  useLayoutEffect(() => {
    for (const { block } of groups) block.setAttribute("aria-details", idOf(block));
    return () => {
      for (const { block } of groups) block.removeAttribute("aria-details");
    };
  }, [groups]);

  return groups.map(({ block, slot, highlights: own }) =>
    createPortal(<SpokenList id={idOf(block)} highlights={own} onOpen={openById} />, slot, block.id),
  );
}

interface SpokenListProps {
  id: string;
  highlights: readonly PlacedHighlight[];
  onOpen(id: string): void;
}

/** The list for one block. It is only re-rendered if one of the block's highlights has changed. */
const SpokenList = memo(
  function SpokenList({ id, highlights, onOpen }: SpokenListProps) {
    const t = useTranslations();
    return (
      <ul id={id} aria-label={t("notes.spoken", { count: highlights.length })} className="spoken" data-skip>
        {highlights.map((highlight) => (
          <li key={highlight.id} data-noted={highlight.note ? "" : undefined}>
            <button type="button" onClick={() => onOpen(highlight.id)}>
              {isAttribution(writerOf(highlight))
                ? t("notes.spokenImported", { by: byline(t, writerOf(highlight)), quote: wordsOf(highlight) })
                : t("notes.spokenHighlight", { writer: writerOf(highlight), quote: wordsOf(highlight) })}
            </button>
            {highlight.note && ` ${t("notes.spokenNote", { body: noteText(highlight.note.body) })}`}
            {highlight.note &&
              highlight.note.replies.length > 0 &&
              ` ${t("notes.spokenReplies", { count: highlight.note.replies.length })}`}
            {highlight.note?.resolved && ` ${t("notes.spokenResolved")}`}
          </li>
        ))}
      </ul>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.onOpen === after.onOpen &&
    before.highlights.length === after.highlights.length &&
    before.highlights.every((highlight, index) => highlight === after.highlights[index]),
);

function idOf(block: HTMLElement): string {
  return `highlights-${block.dataset.block}`;
}
