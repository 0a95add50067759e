"use client";

import { type RefObject, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { words } from "@/app/words/en";
import { noteText } from "@/lib/annotations/note-text";
import { blockOf } from "../text-offsets";
import type { PlacedHighlight } from "./use-highlights";

interface Group {
  /** The block in which the highlights begin. */
  block: HTMLElement;
  /** Where the page has room for a list after it. */
  slot: Element;
  highlights: PlacedHighlight[];
}

function groupsOf(root: HTMLElement, highlights: readonly PlacedHighlight[]): Group[] {
  const groups = new Map<HTMLElement, Group>();
  const slots = [...root.querySelectorAll("[data-slot]")];
  for (const highlight of highlights) {
    const block = blockOf(root, highlight);
    const slot = block && slots.find((each) => block.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!block || !slot) continue;
    const group = groups.get(block) ?? { block, slot, highlights: [] };
    group.highlights.push(highlight);
    groups.set(block, group);
  }
  return [...groups.values()];
}

/**
 * Highlights for those who hear the page, since painted ones are silent: each highlighted block refers (`aria-details`)
 * to a list after it that says each quote and its note once. A highlight is a button, which keys reach and which then
 * shows; it opens the highlight.
 */
export function SpokenHighlights({
  text,
  highlights,
  onOpen,
}: {
  text: RefObject<HTMLElement | null>;
  highlights: readonly PlacedHighlight[];
  onOpen(highlight: PlacedHighlight): void;
}) {
  const [groups, setGroups] = useState<Group[]>([]);
  useEffect(() => {
    const now = text.current ? groupsOf(text.current, highlights) : [];
    for (const { block } of now) block.setAttribute("aria-details", idOf(block));
    setGroups(now);
    return () => {
      for (const { block } of now) block.removeAttribute("aria-details");
    };
  }, [text, highlights]);

  return groups.map(({ block, slot, highlights: own }) =>
    createPortal(
      <ul id={idOf(block)} aria-label={words.notes.spoken(own.length)} className="spoken" data-skip>
        {own.map((highlight) => (
          <li key={highlight.id} data-noted={highlight.note ? "" : undefined}>
            <button type="button" onClick={() => onOpen(highlight)}>
              {words.notes.spokenHighlight(highlight.author.name, highlight.quote)}
            </button>
            {highlight.note && ` ${words.notes.spokenNote(noteText(highlight.note.body))}`}
          </li>
        ))}
      </ul>,
      slot,
      block.id,
    ),
  );
}

function idOf(block: HTMLElement): string {
  return `highlights-${block.dataset.block}`;
}
