"use client";

import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import type { MemberView } from "@/lib/accounts/schemas";
import type { Typed } from "@/lib/annotations/notes/mentions";
import { type Begun, begunAt, offeredFor, withMention } from "./mention-match";

/**
 * Completes member names after an "@" in a text box.
 *
 * @param onType receives the text with the mention inserted
 * @returns props for the text box and the list below it; `onKeyDown` returns whether the list handled the key
 */
export function useMentions(area: RefObject<HTMLTextAreaElement | null>, typed: Typed, onType: (typed: Typed) => void) {
  const id = useId();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [at, setAt] = useState(0);
  const { data } = useSWR<{ members: MemberView[] }>(begun ? "/api/members" : null, fetchJson, {
    keepPreviousData: true,
  });
  const offered = begun ? offeredFor(begun.query, data?.members ?? []) : [];
  const isOpen = offered.length > 0;

  /** Where to put the caret once the new text has been rendered. */
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const look = () => {
    const box = area.current;
    const next = box && box.selectionStart === box.selectionEnd ? begunAt(box.value, box.selectionStart) : null;
    if (next?.start === begun?.start && next?.query === begun?.query) return;
    setBegun(next);
    setAt(0);
  };
  const choose = (member: MemberView | undefined) => {
    if (!begun || !member) return;
    const next = withMention(typed, begun, member);
    caret.current = next.caret;
    setBegun(null);
    onType(next.typed);
    area.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const action = {
      ArrowDown: () => setAt((at + 1) % offered.length),
      ArrowUp: () => setAt((at + offered.length - 1) % offered.length),
      Enter: () => choose(offered[at]),
      Tab: () => choose(offered[at]),
      Escape: () => setBegun(null),
    }[event.key];
    if (!action || event.shiftKey) return false;
    event.preventDefault();
    event.stopPropagation();
    action();
    return true;
  };

  const optionId = (index: number) => `${id}-${index}`;
  return {
    /** Props for the text box. */
    box: {
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": isOpen ? id : undefined,
      "aria-activedescendant": isOpen ? optionId(at) : undefined,
      onSelect: look,
      onBlur: () => setBegun(null),
    } as const,
    onKeyDown,
    /** Props for `MentionList`. */
    list: { id, optionId, offered, at, onChoose: choose },
  };
}
